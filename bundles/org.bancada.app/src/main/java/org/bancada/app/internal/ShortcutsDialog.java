package org.bancada.app.internal;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.bancada.core.Messages;
import org.eclipse.core.commands.Command;
import org.eclipse.core.commands.common.NotDefinedException;
import org.eclipse.jface.bindings.Binding;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.TrayDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.keys.IBindingService;

/** The keys of our commands, and of those of the platform that do something here: it brings many more, for editors. */
final class ShortcutsDialog extends TrayDialog {
    private static final Messages MESSAGES = Messages.beside(ShortcutsDialog.class);
    private static final Set<String> OF_THE_PLATFORM = Set.of("edit.copy", "edit.cut", "edit.paste", "edit.selectAll",
            "edit.text.contentAssist.proposals", "window.quickAccess", "window.maximizePart", "window.nextView", "window.previousView",
            "window.nextPerspective", "window.previousPerspective", "window.showViewMenu", "window.showContextMenu", "file.closePart",
            "file.exit", "newWindow");
    private static final String PLATFORM = "org.eclipse.ui.";

    ShortcutsDialog(Shell parent) {
        super(parent);
        setShellStyle(getShellStyle() | SWT.RESIZE);
    }

    private record Shortcut(String group, String command, String keys) {
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(MESSAGES.text("shortcuts.title"));
    }

    @Override
    protected Point getInitialSize() {
        return new Point(640, 560);
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        Composite area = (Composite) super.createDialogArea(parent);
        Table table = new Table(area, SWT.FULL_SELECTION | SWT.BORDER);
        table.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        table.setHeaderVisible(true);
        for (String column : List.of("group", "command", "keys")) {
            new TableColumn(table, SWT.NONE).setText(MESSAGES.text("shortcuts." + column));
        }
        for (Shortcut shortcut : shortcuts()) {
            new TableItem(table, SWT.NONE).setText(new String[] {shortcut.group, shortcut.command, shortcut.keys});
        }
        Arrays.stream(table.getColumns()).forEach(TableColumn::pack);
        Label hint = new Label(area, SWT.WRAP);
        hint.setText(MESSAGES.text("shortcuts.hint"));
        GridData width = new GridData(SWT.FILL, SWT.BOTTOM, true, false);
        width.widthHint = 560;
        hint.setLayoutData(width);
        return area;
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        createButton(parent, IDialogConstants.CANCEL_ID, IDialogConstants.CLOSE_LABEL, true);
    }

    private static List<Shortcut> shortcuts() {
        IBindingService bindings = PlatformUI.getWorkbench().getService(IBindingService.class);
        String scheme = bindings.getActiveScheme().getId();
        return Arrays.stream(bindings.getBindings()).filter(b -> b.getParameterizedCommand() != null && b.getSchemeId().equals(scheme))
                .map(ShortcutsDialog::shortcut).filter(Objects::nonNull).distinct()
                .sorted(Comparator.comparing(Shortcut::group).thenComparing(Shortcut::command)).toList();
    }

    private static Shortcut shortcut(Binding binding) {
        Command command = binding.getParameterizedCommand().getCommand();
        boolean ours = command.getId().startsWith("org.bancada.");
        boolean known = ours || OF_THE_PLATFORM.contains(command.getId().replace(PLATFORM, ""));
        boolean elsewhere = binding.getPlatform() != null && !binding.getPlatform().equals(SWT.getPlatform());
        if (!known || elsewhere) {
            return null;
        }
        try {
            return new Shortcut(command.getCategory().getName(), binding.getParameterizedCommand().getName(), binding.getTriggerSequence().format());
        } catch (NotDefinedException gone) {
            return null;
        }
    }
}
