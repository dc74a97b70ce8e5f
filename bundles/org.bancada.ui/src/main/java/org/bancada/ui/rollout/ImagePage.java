package org.bancada.ui.rollout;

import java.util.List;

import org.bancada.image.Image;
import org.bancada.ui.kit.Column;
import org.bancada.ui.kit.Formats;
import org.bancada.ui.kit.RowTable;
import org.eclipse.jface.dialogs.DialogSettings;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;

/** Which image. */
final class ImagePage extends WizardPage {
    private final List<Image> images;
    private final Image chosen;
    private RowTable<Image> table;

    ImagePage(List<Image> images, Image chosen) {
        super("image", RolloutText.get("wizard.image"), null);
        this.images = images;
        this.chosen = chosen;
        setDescription(RolloutText.get("wizard.image.text"));
    }

    @Override
    public void createControl(Composite parent) {
        Composite area = new Composite(parent, SWT.NONE);
        GridLayoutFactory.swtDefaults().margins(8, 8).applyTo(area);
        List<Column<Image>> columns = List.of(Column.<Image>text("name", RolloutText.get("wizard.name"), 220, Image::name).withIcon(i -> "image"),
                Column.text("version", RolloutText.get("wizard.version"), 80, Image::version),
                Column.value("size", RolloutText.get("wizard.size"), 90, Image::size, Formats::bytes).rightAligned(),
                Column.value("imported", RolloutText.get("wizard.imported"), 160, Image::imported, Formats::time));
        table = new RowTable<>(area, SWT.BORDER | SWT.SINGLE, RolloutText.get("wizard.image"), Image::sha256, columns, new DialogSettings("images"));
        table.onSort(() -> table.rows(table.order() == null ? images : images.stream().sorted(table.order()).toList()));
        GridDataFactory.fillDefaults().grab(true, true).hint(600, 260).applyTo(table.control());
        table.rows(images);
        table.control().select(Math.max(0, images.indexOf(chosen)));
        table.control().addListener(SWT.Selection, e -> setPageComplete(image() != null));
        table.control().addListener(SWT.DefaultSelection, e -> getContainer().showPage(getNextPage()));
        setPageComplete(image() != null);
        setControl(area);
    }

    Image image() {
        List<Image> selected = table.selection();
        return selected.isEmpty() ? null : selected.getFirst();
    }
}
