package org.bancada.ui.rollout;

import java.util.Optional;

import org.bancada.rollout.NodeDetail;
import org.bancada.rollout.NodeProgress;
import org.bancada.rollout.RolloutSeries.Source;
import org.bancada.ui.kit.Accessibles;
import org.bancada.ui.kit.Formats;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Text;

/** All that is known of one node of a rollout, in words; it can be selected and copied. */
final class NodeCard extends Composite {
    private final Text text;
    private RolloutRow row;
    private NodeDetail detail;

    NodeCard(Composite parent) {
        super(parent, SWT.NONE);
        FillLayout layout = new FillLayout();
        layout.marginWidth = 8;
        layout.marginHeight = 6;
        setLayout(layout);
        text = new Text(this, SWT.MULTI | SWT.READ_ONLY | SWT.WRAP | SWT.V_SCROLL);
        Accessibles.name(text, RolloutText.get("map.card"));
        show((RolloutRow) null);
    }

    /** @param chosen null when none is selected */
    void show(RolloutRow chosen) {
        row = chosen;
        write();
    }

    /** What takes a moment to find out. */
    void show(Optional<NodeDetail> known) {
        detail = known.orElse(null);
        write();
    }

    /** Whoever has scrolled down stays there. */
    private void write() {
        boolean known = row != null && detail != null && detail.progress().uuid().equals(row.node().uuid());
        String words = row == null ? RolloutText.get("map.choose") : text(row) + (known ? "\n\n" + text(detail) : "");
        if (!words.equals(text.getText())) {
            int top = text.getTopIndex();
            text.setText(words);
            text.setTopIndex(top);
        }
    }

    static String text(NodeDetail detail) {
        StringBuilder words = new StringBuilder(RolloutText.get("map.pieces", Formats.number(detail.pieces()), Formats.number(detail.piecesTotal()))).append('\n');
        if (detail.connections() >= 0) {
            words.append(RolloutText.get("map.connections", Formats.number(detail.connections()))).append('\n');
        }
        for (Source place : Source.values()) {
            if (detail.peers().containsKey(place)) {
                words.append(RolloutText.get("map.peers." + place.name(), Formats.number(detail.peers().get(place)))).append('\n');
            }
        }
        if (detail.gateway()) {
            words.append(RolloutText.get("map.gateway")).append('\n');
        }
        words.append('\n');
        detail.steps().forEach(step -> words.append(Formats.time(step.at())).append("  ").append(RolloutDetails.state(step.state())).append('\n'));
        if (!detail.log().isEmpty()) {
            words.append('\n').append(RolloutText.get("map.log")).append('\n');
            detail.log().forEach(line -> words.append(Formats.time(line.time())).append("  ").append(line.text()).append('\n'));
        }
        return words.toString().strip();
    }

    static String text(RolloutRow row) {
        NodeProgress node = row.node();
        StringBuilder words = new StringBuilder(node.name()).append('\n').append(node.place()).append("\n\n")
                .append(RolloutText.get("map.since", RolloutDetails.state(node.state()), Formats.time(node.since()))).append('\n');
        if (node.bytes() > 0) {
            words.append(RolloutText.get("map.bytes", Formats.bytes(node.bytes()), Formats.bytes(row.imageBytes()), Formats.percent(row.share()))).append('\n');
        }
        if (node.bytesPerSecond() > 0) {
            words.append(Formats.speed(node.bytesPerSecond()))
                    .append(row.timeLeft().map(left -> ", " + RolloutText.get("map.left", Formats.duration(left))).orElse("")).append('\n');
        }
        if (!node.reason().isEmpty()) {
            words.append('\n').append(node.reason()).append('\n');
        }
        if (!node.nextAction().isEmpty()) {
            words.append(node.nextAction()).append('\n');
        }
        return words.toString().strip();
    }
}
