package org.bancada.ui.rollout;

import org.bancada.rollout.NodeProgress;
import org.bancada.ui.kit.Accessibles;
import org.bancada.ui.kit.Formats;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Text;

/** All that is known of one node of a rollout, in words; it can be selected and copied. */
final class NodeCard extends Composite {
    private final Text text;

    NodeCard(Composite parent) {
        super(parent, SWT.NONE);
        FillLayout layout = new FillLayout();
        layout.marginWidth = 8;
        layout.marginHeight = 6;
        setLayout(layout);
        text = new Text(this, SWT.MULTI | SWT.READ_ONLY | SWT.WRAP | SWT.V_SCROLL);
        Accessibles.name(text, RolloutText.get("map.card"));
        show(null);
    }

    /** @param row null when none is selected */
    void show(RolloutRow row) {
        String words = row == null ? RolloutText.get("map.choose") : text(row);
        if (!words.equals(text.getText())) {
            text.setText(words);
        }
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
