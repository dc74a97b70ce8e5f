package org.bancada.ui.diagnosis;

import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

import org.bancada.core.Problem;
import org.bancada.diagnosis.Diagnosis;
import org.bancada.diagnosis.Evidence;
import org.bancada.diagnosis.Finding;
import org.bancada.diagnosis.NextStep;
import org.bancada.ui.fleet.FleetCommands;
import org.bancada.ui.kit.Formats;
import org.bancada.ui.kit.Icons;
import org.bancada.ui.log.ShowLogsHandler;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;

/** What is wrong with a node, the weightiest first: in plain words, what it rests on, and a button or a sentence for what to do. */
final class FindingsPane extends ScrolledComposite {
    private static final int HEAVY = 50;
    private static final int LEAST_WIDTH = 260;
    /** What the window has for the commands that findings name, by how these begin. */
    private static final Map<String, String> COMMANDS = Map.of("wake ", FleetCommands.WAKE, "run ", FleetCommands.RUN, "model firmware ",
            "org.bancada.ui.profile.firmware", "logs ", "org.bancada.ui.log.node");
    private final BiConsumer<String, Map<String, String>> command;
    private final Icons icons;
    private Composite list;
    private Diagnosis.Verdict shown;

    /** @param command runs one of the workbench's commands, with its parameters, on the node */
    FindingsPane(Composite parent, BiConsumer<String, Map<String, String>> command) {
        super(parent, SWT.V_SCROLL);
        this.command = command;
        icons = new Icons(this);
        setExpandHorizontal(true);
        setExpandVertical(true);
        addListener(SWT.Resize, e -> measure());
    }

    void show(Diagnosis.Verdict verdict) {
        if (verdict.equals(shown)) {
            return;
        }
        shown = verdict;
        if (list != null) {
            list.dispose();
        }
        list = new Composite(this, SWT.NONE);
        GridLayoutFactory.swtDefaults().numColumns(2).margins(10, 8).spacing(8, 4).applyTo(list);
        setContent(list);
        if (verdict.findings().isEmpty()) {
            heading("ok", WhyText.get("good", verdict.node().name()));
            line(WhyText.get("looked", verdict.looked().size()));
        }
        verdict.findings().forEach(this::finding);
        for (Problem problem : verdict.unseen()) {
            line(WhyText.get("unseen", problem.line()));
        }
        list.layout();
        measure();
    }

    private void finding(Finding finding) {
        heading(finding.weight() >= HEAVY ? "problem" : "warning", finding.title());
        line(finding.explanation());
        for (Evidence evidence : finding.evidence()) {
            line("•  " + evidence.text() + (evidence.when() == null ? "" : "  (" + Formats.time(evidence.when()) + ")"));
        }
        finding.next().forEach(this::next);
    }

    private void next(NextStep next) {
        Optional<String> known = COMMANDS.entrySet().stream().filter(entry -> next.command().startsWith(entry.getKey())).map(Map.Entry::getValue).findFirst();
        if (known.isEmpty()) {
            line(WhyText.get("next", next.text()));
            return;
        }
        new Label(list, SWT.NONE);
        Button button = new Button(list, SWT.PUSH);
        button.setText(next.text().replaceAll("\\.$", "").replace("&", "&&"));
        button.setToolTipText("bancada " + next.command());
        button.addListener(SWT.Selection, e -> command.accept(known.get(), parameters(next)));
        GridDataFactory.swtDefaults().applyTo(button);
    }

    /** The query of a look into the logs; of "run SELECTOR -- LINE" the line: the dialog asks before anything is run. */
    private static Map<String, String> parameters(NextStep next) {
        if (!next.logs().isEmpty()) {
            return Map.of(ShowLogsHandler.QUERY, next.logs());
        }
        int line = next.command().indexOf(" -- ");
        return next.command().startsWith("run ") && line > 0 ? Map.of(FleetCommands.RUN_LINE, next.command().substring(line + 4)) : Map.of();
    }

    private void heading(String icon, String text) {
        Label picture = new Label(list, SWT.NONE);
        picture.setImage(icons.get(icon));
        GridDataFactory.swtDefaults().align(SWT.CENTER, SWT.TOP).indent(0, 6).applyTo(picture);
        Label label = wrapped(text);
        label.setFont(JFaceResources.getFontRegistry().getBold(JFaceResources.DEFAULT_FONT));
        GridDataFactory.fillDefaults().grab(true, false).hint(LEAST_WIDTH, SWT.DEFAULT).indent(0, 6).applyTo(label);
    }

    private void line(String text) {
        new Label(list, SWT.NONE);
        wrapped(text);
    }

    private Label wrapped(String text) {
        Label label = new Label(list, SWT.WRAP);
        label.setText(text.replace("&", "&&"));
        GridDataFactory.fillDefaults().grab(true, false).hint(LEAST_WIDTH, SWT.DEFAULT).applyTo(label);
        return label;
    }

    /** As wide as there is room, as high as that makes it. */
    private void measure() {
        if (list != null && !list.isDisposed()) {
            setMinSize(LEAST_WIDTH, list.computeSize(Math.max(LEAST_WIDTH, getClientArea().width), SWT.DEFAULT).y);
        }
    }

    @Override
    public boolean setFocus() {
        for (Control child : list == null ? new Control[0] : list.getChildren()) {
            if (child instanceof Button) {
                return child.setFocus();
            }
        }
        return super.setFocus();
    }
}
