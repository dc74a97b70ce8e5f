package org.bancada.ui.diagnosis;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import org.bancada.core.Node;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.core.SimpleProgress;
import org.bancada.diagnosis.Diagnosis;
import org.bancada.diagnosis.Evidence;
import org.bancada.fleet.Fleet;
import org.bancada.ui.kit.Column;
import org.bancada.ui.kit.EmptyState;
import org.bancada.ui.kit.Formats;
import org.bancada.ui.kit.Refresh;
import org.bancada.ui.kit.RowTable;
import org.eclipse.jface.dialogs.IDialogSettings;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;

/** One node: what is wrong with it and what to do on the left, what happened around that moment on the right. */
final class WhyPage extends Composite {
    private final Fleet fleet;
    private final Diagnosis diagnosis;
    private final StackLayout stack = new StackLayout();
    private final EmptyState nothing;
    private final SashForm content;
    private final FindingsPane findings;
    private final RowTable<Diagnosis.Happening> around;
    private final Refresh<Examined> refresh;
    private volatile String uuid = "";
    private volatile SimpleProgress asking = new SimpleProgress();
    private Consumer<Node> shown = node -> {
    };

    /** @param problem why it could not be examined; null when it was */
    private record Examined(String uuid, Node node, Diagnosis.Verdict verdict, List<Diagnosis.Happening> around, ProblemException problem) {
    }

    /** @param command runs one of the workbench's commands, with its parameters, on the node */
    WhyPage(Composite parent, Fleet fleet, Diagnosis diagnosis, BiConsumer<String, Map<String, String>> command, IDialogSettings settings) {
        super(parent, SWT.NONE);
        this.fleet = fleet;
        this.diagnosis = diagnosis;
        setLayout(stack);
        nothing = new EmptyState(this, "node-large", WhyText.get("none"), WhyText.get("none.text"));
        content = new SashForm(this, SWT.HORIZONTAL);
        findings = new FindingsPane(content, command);
        around = new RowTable<>(content, SWT.MULTI, WhyText.get("around"), happening -> happening, List.of(
                Column.value("when", WhyText.get("around.when", Formats.zone()), 150, Diagnosis.Happening::when, Formats::time),
                Column.text("kind", WhyText.get("around.kind"), 80, happening -> WhyText.get("kind." + happening.kind())),
                Column.text("text", WhyText.get("around.text"), 420, Diagnosis.Happening::text)), settings);
        content.setWeights(50, 50);
        stack.topControl = nothing;
        refresh = new Refresh<>(this, this::examine, this::show);
        around.onSort(refresh::now);
        Progress.Registration live = fleet.onChange(uuids -> {
            if (uuids.contains(uuid)) {
                refresh.live();
            }
        });
        addListener(SWT.Dispose, e -> {
            asking.cancel();
            live.close();
        });
    }

    void onNode(Consumer<Node> listener) {
        shown = listener;
    }

    /** UI thread; the answer comes later, and the question before is taken back. */
    void show(String wanted) {
        if (!wanted.equals(uuid)) {
            uuid = wanted;
            asking.cancel();
            nothing.text(WhyText.get("asking"), "");
            top(nothing);
        }
        refresh.settled();
    }

    private Examined examine() {
        String asked = uuid;
        SimpleProgress question = new SimpleProgress();
        asking = question;
        Optional<Node> node = fleet.nodes().stream().filter(n -> n.uuid().equals(asked)).findFirst();
        if (node.isEmpty()) {
            return new Examined(asked, null, null, List.of(), null);
        }
        try {
            Diagnosis.Verdict verdict = diagnosis.examine(node.get(), question);
            List<Diagnosis.Happening> happened = diagnosis.around(node.get(), moment(verdict), question);
            return new Examined(asked, node.get(), verdict, around.order() == null ? happened : happened.stream().sorted(around.order()).toList(), null);
        } catch (ProblemException failed) {
            return new Examined(asked, node.get(), null, List.of(), failed);
        } catch (CancellationException another) {
            return new Examined("", null, null, List.of(), null);
        }
    }

    /** When the weightiest finding began; else the last report. */
    private static Instant moment(Diagnosis.Verdict verdict) {
        return verdict.findings().stream().flatMap(finding -> finding.evidence().stream()).map(Evidence::when).filter(Objects::nonNull).findFirst()
                .orElse(verdict.node().lastReport() == null ? Instant.now() : verdict.node().lastReport());
    }

    private void show(Examined now) {
        if (!now.uuid().equals(uuid)) {
            return;
        }
        if (now.verdict() == null) {
            boolean gone = now.problem() == null;
            nothing.text(WhyText.get(gone ? "none" : "failed"), gone ? WhyText.get("none.text") : now.problem().problem().line());
            top(nothing);
            return;
        }
        findings.show(now.verdict());
        around.rows(now.around());
        shown.accept(now.node());
        top(content);
    }

    private void top(Control control) {
        if (stack.topControl != control) {
            stack.topControl = control;
            layout();
        }
    }

    @Override
    public boolean setFocus() {
        return stack.topControl == content ? findings.setFocus() : nothing.setFocus();
    }
}
