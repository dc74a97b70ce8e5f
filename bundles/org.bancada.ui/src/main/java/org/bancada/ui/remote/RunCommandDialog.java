package org.bancada.ui.remote;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import org.bancada.core.Node;
import org.bancada.core.NodeState;
import org.bancada.remote.RemoteCommand;
import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.IDialogSettings;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/** What to run, how long it may take, and whether to wait for nodes that are off. */
final class RunCommandDialog extends Dialog {
    private static final int KEPT = 30;
    private static final int NAMES = 12;
    private static final List<Duration> TIMEOUTS = List.of(Duration.ofSeconds(30), Duration.ofMinutes(1), Duration.ofMinutes(10),
            Duration.ofHours(1), Duration.ZERO);
    private static final List<Duration> WAITS = List.of(Duration.ZERO, Duration.ofHours(1), Duration.ofHours(12), Duration.ofDays(1),
            Duration.ofDays(7));
    private final List<Node> nodes;
    private final IDialogSettings settings;
    private final List<String> history;
    private final String proposed;
    private Text line;
    private Combo timeout;
    private Combo wait;
    private Button keep;
    private RemoteCommand result;

    /** @param proposed what to begin with; may be empty */
    RunCommandDialog(Shell parent, List<Node> nodes, IDialogSettings settings, String proposed) {
        super(parent);
        this.nodes = nodes;
        this.settings = settings;
        this.proposed = proposed;
        String[] kept = settings.getArray("history");
        history = kept == null ? List.of() : Arrays.asList(kept);
        setReturnCode(CANCEL);
    }

    @Override
    protected boolean isResizable() {
        return true;
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(RemoteText.get("run.title"));
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        Composite area = (Composite) super.createDialogArea(parent);
        GridLayoutFactory.swtDefaults().numColumns(2).margins(14, 12).spacing(10, 8).applyTo(area);
        Label on = label(area, "run.on");
        GridDataFactory.swtDefaults().align(SWT.BEGINNING, SWT.BEGINNING).applyTo(on);
        Label targets = new Label(area, SWT.WRAP);
        targets.setText(targets());
        GridDataFactory.fillDefaults().grab(true, false).hint(520, SWT.DEFAULT).applyTo(targets);
        Label what = label(area, "run.line");
        GridDataFactory.fillDefaults().span(2, 1).applyTo(what);
        line = new Text(area, SWT.BORDER | SWT.MULTI | SWT.V_SCROLL | SWT.WRAP);
        line.setText(proposed);
        line.setSelection(line.getCharCount());
        line.setFont(JFaceResources.getTextFont());
        line.addListener(SWT.Modify, e -> validate());
        line.addListener(SWT.KeyDown, this::key);
        line.addListener(SWT.Traverse, RunCommandDialog::tab);
        GridDataFactory.fillDefaults().span(2, 1).grab(true, true).hint(620, 150).applyTo(line);
        label(area, "run.history");
        history(area);
        label(area, "run.timeout");
        timeout = combo(area, TIMEOUTS.stream().map(d -> d.isZero() ? RemoteText.get("run.never") : name(d)).toList(), kept("timeout", 2));
        label(area, "run.wait");
        wait = combo(area, WAITS.stream().map(d -> d.isZero() ? RemoteText.get("run.noWait") : name(d)).toList(), kept("wait", 0));
        new Label(area, SWT.NONE);
        keep = new Button(area, SWT.CHECK);
        keep.setText(RemoteText.get("run.keep"));
        keep.setToolTipText(RemoteText.get("run.keep.tip"));
        keep.setSelection(true);
        line.setFocus();
        return area;
    }

    private String targets() {
        long off = nodes.stream().filter(n -> n.state() == NodeState.OFFLINE).count();
        String names = nodes.stream().limit(NAMES).map(Node::name).collect(Collectors.joining(", ")) + (nodes.size() > NAMES ? ", …" : "");
        return RemoteText.get("run.targets", nodes.size(), names) + (off == 0 ? "" : "  " + RemoteText.get("run.off", off));
    }

    static String name(Duration duration) {
        if (duration.toDays() > 0) {
            return RemoteText.get("duration.days", duration.toDays());
        }
        if (duration.toHours() > 0) {
            return RemoteText.get("duration.hours", duration.toHours());
        }
        return duration.toMinutes() > 0 ? RemoteText.get("duration.minutes", duration.toMinutes())
                : RemoteText.get("duration.seconds", duration.toSeconds());
    }

    private static Label label(Composite area, String key) {
        Label label = new Label(area, SWT.NONE);
        label.setText(RemoteText.get(key));
        return label;
    }

    private void history(Composite area) {
        Combo combo = new Combo(area, SWT.DROP_DOWN | SWT.READ_ONLY);
        combo.setItems(history.stream().map(h -> h.replaceAll("\\s*\\R\\s*", " ⏎ ")).map(h -> h.length() > 80 ? h.substring(0, 80) + "…" : h)
                .toArray(String[]::new));
        combo.setEnabled(!history.isEmpty());
        combo.addListener(SWT.Selection, e -> {
            line.setText(history.get(combo.getSelectionIndex()));
            line.setSelection(line.getCharCount());
            line.setFocus();
        });
        GridDataFactory.fillDefaults().grab(true, false).hint(200, SWT.DEFAULT).applyTo(combo);
    }

    private static Combo combo(Composite area, List<String> items, int selected) {
        Combo combo = new Combo(area, SWT.DROP_DOWN | SWT.READ_ONLY);
        combo.setItems(items.toArray(String[]::new));
        combo.select(Math.clamp(selected, 0, items.size() - 1));
        GridDataFactory.swtDefaults().applyTo(combo);
        return combo;
    }

    private int kept(String key, int usual) {
        try {
            return settings.getInt(key);
        } catch (NumberFormatException notKept) {
            return usual;
        }
    }

    /** Ctrl+Enter starts it, since Enter makes a new line. */
    private void key(Event event) {
        if ((event.stateMask & SWT.MODIFIER_MASK) == SWT.MOD1 && (event.keyCode == SWT.CR || event.keyCode == SWT.KEYPAD_CR)) {
            event.doit = false;
            if (!line.getText().isBlank()) {
                okPressed();
            }
        }
    }

    private static void tab(Event event) {
        if (event.detail == SWT.TRAVERSE_TAB_NEXT || event.detail == SWT.TRAVERSE_TAB_PREVIOUS) {
            event.doit = true;
        }
    }

    private void validate() {
        getButton(IDialogConstants.OK_ID).setEnabled(!line.getText().isBlank());
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        createButton(parent, IDialogConstants.OK_ID, RemoteText.get("run.ok"), true).setEnabled(!proposed.isBlank());
        createButton(parent, IDialogConstants.CANCEL_ID, RemoteText.get("cancel"), false);
    }

    @Override
    protected void okPressed() {
        String typed = line.getText().replace("\r\n", "\n").strip();
        result = new RemoteCommand(typed, TIMEOUTS.get(timeout.getSelectionIndex()), WAITS.get(wait.getSelectionIndex()));
        settings.put("timeout", timeout.getSelectionIndex());
        settings.put("wait", wait.getSelectionIndex());
        if (keep.getSelection()) {
            List<String> newest = new ArrayList<>(history);
            newest.remove(typed);
            newest.addFirst(typed);
            settings.put("history", newest.stream().limit(KEPT).toArray(String[]::new));
        }
        super.okPressed();
    }

    /** What was entered; null unless the dialog ended with OK. */
    RemoteCommand command() {
        return result;
    }
}
