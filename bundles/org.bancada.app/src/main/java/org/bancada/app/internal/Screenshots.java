package org.bancada.app.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.ImageLoader;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.WorkbenchException;

/** Makes the pictures of the documentation: shows each screen with the first row of its list chosen, saves it as PNG, and ends the program. */
final class Screenshots {
    private static final List<Picture> PICTURES = List.of(new Picture("fleet", FleetPerspective.ID, Views.NODES, Views.NODE),
            new Picture("rollouts", RolloutsPerspective.ID, Views.ROLLOUTS, Views.ROLLOUT), new Picture("map", RolloutsPerspective.ID, Views.ROLLOUTS, Views.MAP),
            new Picture("throughput", RolloutsPerspective.ID, Views.ROLLOUTS, Views.THROUGHPUT), new Picture("models", ModelsPerspective.ID, Views.MODELS, Views.STUDIO),
            new Picture("logs", LogsPerspective.ID, Views.LOGS, Views.LOGS));
    /** Long enough for the engines to answer and for the views to have drawn what they said. */
    private static final int SETTLE_MILLISECONDS = 2500;

    private final Display display;
    private final Path folder;

    /**
     * One picture.
     *
     * @param name what its file is called by
     * @param list the view of which the first row is chosen
     * @param front the view that lies on top of the others of its place
     */
    private record Picture(String name, String perspective, String list, String front) {
    }

    Screenshots(Display display, Path folder) {
        this.display = display;
        this.folder = folder;
    }

    /** Returns at once; the pictures are made by the event loop. */
    void begin() {
        window().getShell().setBounds(0, 0, BancadaWindow.SIZE.x, BancadaWindow.SIZE.y);
        show(0);
    }

    private void show(int index) {
        if (index == PICTURES.size()) {
            PlatformUI.getWorkbench().close();
            return;
        }
        Picture next = PICTURES.get(index);
        try {
            PlatformUI.getWorkbench().showPerspective(next.perspective(), window());
            window().getActivePage().showView(next.front());
        } catch (WorkbenchException failed) {
            throw new IllegalStateException(failed);
        }
        display.timerExec(SETTLE_MILLISECONDS, () -> {
            chooseFirstRow(next.list());
            display.timerExec(SETTLE_MILLISECONDS, () -> {
                save(next.name());
                show(index + 1);
            });
        });
    }

    private static void chooseFirstRow(String view) {
        IWorkbenchPage page = window().getActivePage();
        if (page.findView(view) == null) {
            return;
        }
        page.activate(page.findView(view));
        Control focus = window().getShell().getDisplay().getFocusControl();
        if (focus instanceof Tree tree && view.equals(Views.MODELS)) {
            openFirstLeaf(tree);
            return;
        }
        Table table = table(focus);
        if (table != null && table.getItemCount() > 0) {
            table.setSelection(0);
            table.notifyListeners(SWT.Selection, new Event());
        }
    }

    private static void openFirstLeaf(Tree tree) {
        Event chosen = new Event();
        for (TreeItem folder : tree.getItems()) {
            if (chosen.item == null && folder.getItemCount() > 0) {
                chosen.item = folder.getItem(0);
                tree.setSelection(folder.getItem(0));
                tree.notifyListeners(SWT.DefaultSelection, chosen);
            }
        }
    }

    private static Table table(Control focus) {
        for (Control at = focus; at != null; at = at.getParent()) {
            Table found = at instanceof Table table ? table : at instanceof Composite parent ? below(parent) : null;
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static Table below(Composite parent) {
        for (Control child : parent.getChildren()) {
            Table found = child instanceof Table table ? table : child instanceof Composite inner ? below(inner) : null;
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private void save(String picture) {
        Shell shell = window().getShell();
        Point size = shell.getSize();
        Image drawing = new Image(display, size.x, size.y);
        GC gc = new GC(drawing);
        try {
            gc.setBackground(display.getSystemColor(SWT.COLOR_MAGENTA));
            gc.fillRectangle(0, 0, size.x, size.y);
            shell.print(gc);
            ImageLoader file = new ImageLoader();
            file.data = new ImageData[] {drawn(drawing.getImageData())};
            Files.createDirectories(folder);
            file.save(folder.resolve(name(picture)).toString(), SWT.IMAGE_PNG);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } finally {
            gc.dispose();
            drawing.dispose();
        }
    }

    /** What the window has drawn: it counts its frame in its size, but does not print it. */
    private static ImageData drawn(ImageData picture) {
        int blank = picture.getPixel(picture.width - 1, picture.height - 1);
        int width = picture.width;
        int height = picture.height;
        while (width > 1 && picture.getPixel(width - 1, 0) == blank) {
            width--;
        }
        while (height > 1 && picture.getPixel(0, height - 1) == blank) {
            height--;
        }
        ImageData drawn = new ImageData(width, height, picture.depth, picture.palette);
        int[] row = new int[width];
        for (int y = 0; y < height; y++) {
            picture.getPixels(0, y, width, row, 0);
            drawn.setPixels(0, y, width, row, 0);
        }
        return drawn;
    }

    private static String name(String picture) {
        return picture + "-" + (Theme.chosen() == Theme.DARK ? "dark" : "light") + "-" + Locale.getDefault().getLanguage() + ".png";
    }

    private static IWorkbenchWindow window() {
        return PlatformUI.getWorkbench().getWorkbenchWindows()[0];
    }
}
