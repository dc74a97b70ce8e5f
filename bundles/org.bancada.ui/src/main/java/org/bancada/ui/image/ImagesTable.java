package org.bancada.ui.image;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

import org.bancada.core.Progress;
import org.bancada.image.Image;
import org.bancada.image.Images;
import org.bancada.ui.kit.Column;
import org.bancada.ui.kit.EmptyState;
import org.bancada.ui.kit.Formats;
import org.bancada.ui.kit.Refresh;
import org.bancada.ui.kit.RowTable;
import org.eclipse.jface.dialogs.IDialogSettings;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;

/** All images of the catalogue. */
public final class ImagesTable extends Composite {
    private final Images images;
    private final StackLayout stack = new StackLayout();
    private final EmptyState nothing;
    private final RowTable<Image> table;

    /** @param importImage what the button of the empty screen does */
    public ImagesTable(Composite parent, Images images, IDialogSettings settings, Runnable importImage) {
        super(parent, SWT.NONE);
        this.images = images;
        setLayout(stack);
        nothing = new EmptyState(this, "image-large", ImageText.get("none"), ImageText.get("none.text"));
        nothing.button(ImageText.get("none.import"), importImage);
        table = new RowTable<>(this, SWT.SINGLE, ImageText.get("images"), Image::sha256, columns(), settings);
        stack.topControl = table.control();
        Refresh<List<Image>> refresh = new Refresh<>(this, this::load, this::show);
        table.onSort(refresh::now);
        Progress.Registration live = images.onChange(changed -> refresh.live());
        addListener(SWT.Dispose, e -> live.close());
        refresh.now();
    }

    private static List<Column<Image>> columns() {
        return List.of(Column.text("name", ImageText.get("name"), 150, Image::name).withIcon(image -> "image"),
                Column.text("version", ImageText.get("version"), 65, Image::version),
                Column.value("size", ImageText.get("size"), 80, Image::size, Formats::bytes).rightAligned(),
                Column.text("ostype", ImageText.get("ostype"), 75, image -> ostype(image.ostype())),
                Column.value("imported", ImageText.get("imported"), 140, Image::imported, Formats::time),
                Column.text("models", ImageText.get("models"), 130, ImagesTable::models),
                Column.value("virtualSize", ImageText.get("virtualSize"), 80, Image::virtualSize, Formats::bytes).rightAligned(),
                Column.text("format", ImageText.get("format"), 65, Image::format),
                Column.text("sha256", ImageText.get("digest"), 110, image -> image.sha256().substring(0, Math.min(12, image.sha256().length()))));
    }

    static String ostype(String ostype) {
        return switch (ostype.toLowerCase(Locale.ROOT)) {
            case "linux" -> "Linux";
            case "windows" -> "Windows";
            default -> ImageText.get("other");
        };
    }

    private static String models(Image image) {
        return image.models().isEmpty() ? ImageText.get("models.all") : String.join(", ", image.models());
    }

    private List<Image> load() {
        Comparator<Image> order = table.order();
        List<Image> all = images.images();
        return order == null ? all : all.stream().sorted(order).toList();
    }

    private void show(List<Image> all) {
        table.rows(all);
        Control top = all.isEmpty() ? nothing : table.control();
        if (top != stack.topControl) {
            stack.topControl = top;
            layout();
        }
    }

    public RowTable<Image> table() {
        return table;
    }

    @Override
    public boolean setFocus() {
        return stack.topControl.setFocus();
    }
}
