package org.bancada.ui.remote;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.bancada.remote.HostKeys;
import org.bancada.ui.kit.Accessibles;
import org.bancada.ui.kit.Clip;
import org.bancada.ui.kit.Icons;
import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;

/**
 * The host keys of some nodes. A new one is accepted by its check box. A changed one is refused: the dialog explains what that can mean, and
 * pins the new key only after a second, explicit question.
 */
final class HostKeyDialog extends Dialog {
    private static final int REPLACE = IDialogConstants.CLIENT_ID;
    private static final int WIDTH = 820;
    private final List<HostKeyGate.Checked> keys;
    private final boolean gate;
    private final List<HostKeyGate.Checked> accepted = new ArrayList<>();
    private Table table;
    private Text explanation;

    /** @param gate whether an action waits for the answer */
    HostKeyDialog(Shell parent, List<HostKeyGate.Checked> keys, boolean gate) {
        super(parent);
        this.keys = keys;
        this.gate = gate;
        setReturnCode(CANCEL);
    }

    private boolean any(HostKeys.State state) {
        return keys.stream().anyMatch(k -> k.state() == state);
    }

    @Override
    protected boolean isResizable() {
        return true;
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(RemoteText.get("hostkey.title"));
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        Composite area = (Composite) super.createDialogArea(parent);
        GridLayoutFactory.swtDefaults().numColumns(2).margins(14, 12).spacing(10, 8).applyTo(area);
        boolean changed = any(HostKeys.State.CHANGED);
        Label icon = new Label(area, SWT.NONE);
        icon.setImage(new Icons(area).get(changed ? "problem" : "key"));
        GridDataFactory.swtDefaults().align(SWT.BEGINNING, SWT.BEGINNING).applyTo(icon);
        Text intro = text(area, RemoteText.get(changed ? "hostkey.changed" : any(HostKeys.State.UNKNOWN) ? "hostkey.unknown" : "hostkey.fine"), 1);
        intro.setBackground(area.getBackground());
        table = new Table(area, SWT.BORDER | SWT.CHECK | SWT.SINGLE | SWT.FULL_SELECTION);
        table.setHeaderVisible(true);
        Accessibles.name(table, RemoteText.get("hostkey.title"));
        column("hostkey.node", 130);
        column("hostkey.state", 150);
        column("hostkey.shown", 500);
        for (HostKeyGate.Checked key : keys) {
            TableItem item = new TableItem(table, SWT.NONE);
            item.setText(new String[] {key.node().name(), RemoteText.get("hostkey." + key.state().name()), fingerprint(key)});
            item.setData(key);
            item.setChecked(key.state() == HostKeys.State.UNKNOWN);
        }
        GridDataFactory.fillDefaults().span(2, 1).grab(true, true).hint(WIDTH, Math.min(keys.size() + 2, 12) * 24).applyTo(table);
        table.addListener(SWT.Selection, this::selected);
        explanation = text(area, "", 2);
        explanation.setFont(JFaceResources.getTextFont());
        explanation.setBackground(area.getBackground());
        GridDataFactory.fillDefaults().span(2, 1).grab(true, false).hint(WIDTH, 96).applyTo(explanation);
        if (!keys.isEmpty()) {
            int first = java.util.stream.IntStream.range(0, keys.size()).filter(i -> keys.get(i).state() == HostKeys.State.CHANGED).findFirst().orElse(0);
            table.setSelection(first);
            explain(keys.get(first));
        }
        return area;
    }

    private void column(String key, int width) {
        TableColumn column = new TableColumn(table, SWT.LEFT);
        column.setText(RemoteText.get(key));
        column.setWidth(width);
    }

    private static Text text(Composite area, String value, int span) {
        Text text = new Text(area, SWT.MULTI | SWT.WRAP | SWT.READ_ONLY);
        text.setText(value);
        GridDataFactory.fillDefaults().span(span, 1).grab(true, false).hint(WIDTH - 40, SWT.DEFAULT).applyTo(text);
        return text;
    }

    private static String fingerprint(HostKeyGate.Checked key) {
        if (key.status() == null || key.status().shown() == null) {
            return key.problem();
        }
        return key.status().shown().type() + "  " + key.status().shown().fingerprint();
    }

    private void selected(Event event) {
        HostKeyGate.Checked key = (HostKeyGate.Checked) event.item.getData();
        if (event.detail == SWT.CHECK && key.state() != HostKeys.State.UNKNOWN) {
            ((TableItem) event.item).setChecked(false);
        }
        explain(key);
        Control ok = getButton(IDialogConstants.OK_ID);
        if (ok != null && !gate) {
            ok.setEnabled(Arrays.stream(table.getItems()).anyMatch(TableItem::getChecked));
        }
    }

    private void explain(HostKeyGate.Checked key) {
        HostKeys.Status status = key.status();
        explanation.setText(switch (key.state()) {
            case CHANGED -> RemoteText.get("hostkey.explain.changed", key.node().name(), status.pinned().fingerprint(),
                    status.shown().fingerprint());
            case UNKNOWN -> RemoteText.get("hostkey.explain.unknown", status.shown().type().replace("ssh-", ""));
            case PINNED -> RemoteText.get("hostkey.explain.pinned");
            case UNREACHABLE -> RemoteText.get("hostkey.explain.unreachable", key.problem());
        });
        if (getButton(REPLACE) != null) {
            getButton(REPLACE).setEnabled(key.state() == HostKeys.State.CHANGED);
        }
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        createButton(parent, IDialogConstants.HELP_ID, RemoteText.get("copy"), false);
        if (any(HostKeys.State.CHANGED)) {
            createButton(parent, REPLACE, RemoteText.get("hostkey.replace"), false);
        }
        boolean unknown = any(HostKeys.State.UNKNOWN);
        if (unknown) {
            createButton(parent, IDialogConstants.OK_ID, RemoteText.get(gate ? "hostkey.acceptAndGoOn" : "hostkey.accept"), false);
        }
        // Trust is given by a deliberate push, not by Enter.
        createButton(parent, IDialogConstants.CANCEL_ID, RemoteText.get(unknown ? "cancel" : "close"), true);
    }

    @Override
    protected void buttonPressed(int id) {
        if (id == IDialogConstants.HELP_ID) {
            StringBuilder all = new StringBuilder();
            keys.forEach(k -> all.append(k.node().name()).append('\t').append(fingerprint(k)).append('\n'));
            Clip.copy(getShell().getDisplay(), all.toString());
        } else if (id == REPLACE) {
            replace();
        } else {
            super.buttonPressed(id);
        }
    }

    @Override
    protected Control createContents(Composite parent) {
        Control contents = super.createContents(parent);
        table.setFocus();
        return contents;
    }

    private void replace() {
        HostKeyGate.Checked key = (HostKeyGate.Checked) table.getSelection()[0].getData();
        int answer = MessageDialog.open(MessageDialog.WARNING, getShell(), RemoteText.get("hostkey.replace.title"),
                RemoteText.get("hostkey.replace.question", key.node().name(), key.status().shown().fingerprint()), SWT.NONE,
                RemoteText.get("cancel"), RemoteText.get("hostkey.replace.yes"));
        if (answer == 1) {
            accepted.add(key);
            setReturnCode(OK);
            close();
        }
    }

    @Override
    protected void okPressed() {
        for (TableItem item : table.getItems()) {
            if (item.getChecked()) {
                accepted.add((HostKeyGate.Checked) item.getData());
            }
        }
        super.okPressed();
    }

    /** The keys that the person confirmed. */
    List<HostKeyGate.Checked> accepted() {
        return List.copyOf(accepted);
    }
}
