package org.bancada.ui.image;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.bancada.image.Images;
import org.bancada.ui.kit.FileField;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;

/** Which file becomes an image, and what it is called. */
final class ImportImageDialog extends TitleAreaDialog {
    private static final Pattern VERSION = Pattern.compile("\\d{1,9}(\\.\\d{1,9}){0,3}");
    private static final Pattern FILE = Pattern.compile("(.*?)[-_ ]v?(\\d+(?:\\.\\d+){0,3})?");
    private static final List<String> OSTYPES = List.of("linux", "windows", "other");
    private final List<String> models;
    private FileField file;
    private Text name;
    private Text version;
    private Combo ostype;
    private Table fits;
    private Images.ImportRequest request;

    /** @param models those that the fleet has */
    ImportImageDialog(Shell parent, List<String> models) {
        super(parent);
        this.models = models;
        setHelpAvailable(false);
        setReturnCode(CANCEL);
    }

    @Override
    protected boolean isResizable() {
        return true;
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(ImageText.get("import.name"));
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        setTitle(ImageText.get("import.title"));
        setMessage(ImageText.get("import.message"));
        Composite area = new Composite((Composite) super.createDialogArea(parent), SWT.NONE);
        GridLayoutFactory.swtDefaults().numColumns(3).margins(14, 12).spacing(10, 8).applyTo(area);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(area);
        file = new FileField(area, ImageText.get("import.file"), ImageText.get("import.browse"), ImportImageDialog::offer, this::validate);
        name = FileField.line(area, ImageText.get("import.imageName"), 2, this::validate);
        version = FileField.line(area, ImageText.get("import.version"), 2, this::validate);
        version.setText("1");
        label(area, "import.ostype");
        ostype = new Combo(area, SWT.DROP_DOWN | SWT.READ_ONLY);
        ostype.setItems(OSTYPES.stream().map(ImagesTable::ostype).toArray(String[]::new));
        ostype.select(0);
        GridDataFactory.swtDefaults().span(2, 1).applyTo(ostype);
        if (!models.isEmpty()) {
            GridDataFactory.swtDefaults().align(SWT.BEGINNING, SWT.BEGINNING).applyTo(label(area, "import.models"));
            fits = new Table(area, SWT.BORDER | SWT.CHECK);
            org.bancada.ui.kit.Accessibles.name(fits, ImageText.get("models"));
            models.forEach(model -> new TableItem(fits, SWT.NONE).setText(model));
            GridDataFactory.fillDefaults().grab(true, true).span(2, 1).hint(320, 96).applyTo(fits);
            new Label(area, SWT.NONE);
            Label hint = label(area, "import.models.hint");
            GridDataFactory.fillDefaults().span(2, 1).applyTo(hint);
        }
        return area;
    }

    private static Label label(Composite area, String key) {
        Label label = new Label(area, SWT.NONE);
        label.setText(ImageText.get(key));
        return label;
    }

    private static void offer(FileDialog dialog) {
        dialog.setFilterExtensions(new String[] {"*.qcow2;*.img;*.raw", "*"});
        dialog.setFilterNames(new String[] {ImageText.get("import.filter"), ImageText.get("import.anyFile")});
    }

    /** A file called debian-12.qcow2 is most likely Debian 12. */
    private void guess(String fileName) {
        String stem = fileName.replaceFirst("\\.[A-Za-z0-9]+$", "");
        Matcher parts = FILE.matcher(stem);
        name.setText(parts.matches() && !parts.group(1).isBlank() ? parts.group(1).replace('_', ' ').replace('-', ' ').strip() : stem);
        if (parts.matches() && parts.group(2) != null) {
            version.setText(parts.group(2));
        }
        if (stem.toLowerCase(java.util.Locale.ROOT).startsWith("win")) {
            ostype.select(OSTYPES.indexOf("windows"));
        }
    }

    private void validate() {
        Button ok = getButton(IDialogConstants.OK_ID);
        if (ok == null) {
            return;
        }
        if (name.getText().isBlank() && file.isReadable() && !name.isFocusControl()) {
            guess(file.path().getFileName().toString());
        }
        String wrong = null;
        if (!file.isEmpty() && !file.isReadable()) {
            wrong = ImageText.get("import.unreadable", file.typed());
        } else if (!VERSION.matcher(version.getText().strip()).matches()) {
            wrong = ImageText.get("import.wrongVersion");
        }
        setErrorMessage(wrong);
        ok.setEnabled(wrong == null && !file.isEmpty() && !name.getText().isBlank());
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        createButton(parent, IDialogConstants.OK_ID, ImageText.get("import.ok"), true).setEnabled(false);
        createButton(parent, IDialogConstants.CANCEL_ID, ImageText.get("cancel"), false);
    }

    @Override
    protected void okPressed() {
        List<String> chosen = fits == null ? List.of()
                : Arrays.stream(fits.getItems()).filter(TableItem::getChecked).map(TableItem::getText).toList();
        request = new Images.ImportRequest(file.path(), name.getText().strip(), OSTYPES.get(ostype.getSelectionIndex()),
                version.getText().strip(), chosen);
        super.okPressed();
    }

    /** What was entered; null unless the dialog ended with OK. */
    Images.ImportRequest request() {
        return request;
    }
}
