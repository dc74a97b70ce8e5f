package org.bancada.ui.metrics;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.function.Consumer;

import org.bancada.core.Messages;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.metrics.Answer;
import org.bancada.metrics.Metrics;
import org.bancada.ui.kit.Formats;
import org.bancada.ui.kit.OperationJob;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.ImageLoader;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.FileDialog;

/** Writes a chart as a picture or as CSV. A file appears when it is whole. */
final class ChartFiles {
    private static final Messages TEXT = Messages.beside(ChartFiles.class);
    private static final int MARGIN = 8;
    private static final int STROKE = 26;

    private final Control owner;
    private final Metrics metrics;
    private final Consumer<String> done;

    /** @param done told what was written, UI thread */
    ChartFiles(Control owner, Metrics metrics, Consumer<String> done) {
        this.owner = owner;
        this.metrics = metrics;
        this.done = done;
    }

    private interface Writing {
        void to(Path file) throws IOException;
    }

    void csv(Answer answer) {
        ask("csv", answer, part -> {
            try (BufferedWriter out = Files.newBufferedWriter(part)) {
                metrics.writeCsv(answer, out);
            }
        });
    }

    void png(Answer answer, int lines, Plot plot) {
        ImageLoader loader = new ImageLoader();
        loader.data = new ImageData[] {picture(answer, lines, plot)};
        ask("png", answer, part -> {
            try (var out = Files.newOutputStream(part)) {
                loader.save(out, SWT.IMAGE_PNG);
            }
        });
    }

    private void ask(String kind, Answer answer, Writing writing) {
        FileDialog dialog = new FileDialog(owner.getShell(), SWT.SAVE);
        dialog.setText(TEXT.text("tool." + kind));
        dialog.setFilterExtensions(new String[] {"*." + kind});
        dialog.setFilterNames(new String[] {TEXT.text("export." + kind)});
        dialog.setFileName(answer.question().metric().name() + "." + kind);
        dialog.setOverwrite(true);
        String chosen = dialog.open();
        if (chosen != null) {
            write(Path.of(chosen), TEXT.text("tool." + kind), writing);
        }
    }

    private void write(Path file, String name, Writing writing) {
        OperationJob.compute(owner.getShell(), name, () -> {
            Path part = file.resolveSibling(file.getFileName() + ".part");
            try {
                writing.to(part);
                Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
                return file;
            } catch (IOException failed) {
                throw new ProblemException(new Problem(TEXT.text("export.failed", String.valueOf(failed.getMessage())), file.toString(), TEXT.text("export.cure")),
                        failed);
            } finally {
                Files.deleteIfExists(part);
            }
        }, written -> done.accept(TEXT.text("export.done", written.toString())));
    }

    /** The chart with a heading and a legend, so that it can stand in a report. UI thread. */
    ImageData picture(Answer answer, int lines, Plot plot) {
        Image chart = plot.image();
        Rectangle size = chart.getBounds();
        GC measure = new GC(chart);
        Font font = owner.getFont();
        measure.setFont(font);
        int row = measure.getFontMetrics().getHeight() + MARGIN / 2;
        int widest = STROKE;
        for (int i = 0; i < lines; i++) {
            widest = Math.max(widest, STROKE + MARGIN + measure.textExtent(Readout.name(answer.lines().get(i))).x);
        }
        measure.dispose();
        int columns = Math.max(1, (size.width - MARGIN) / (widest + 2 * MARGIN));
        int head = row + 2 * MARGIN;
        int legend = Math.ceilDiv(lines, columns) * row + MARGIN;
        Image whole = new Image(owner.getDisplay(), size.width, head + size.height + legend);
        GC gc = new GC(whole);
        gc.setFont(font);
        gc.setBackground(plot.getBackground());
        gc.setForeground(plot.getForeground());
        gc.fillRectangle(whole.getBounds());
        gc.drawText(heading(answer), MARGIN, MARGIN, true);
        gc.drawImage(chart, 0, head);
        for (int i = 0; i < lines; i++) {
            int x = MARGIN + i % columns * (widest + 2 * MARGIN);
            int y = head + size.height + i / columns * row;
            gc.setForeground(Palette.color(i));
            gc.setLineWidth(2);
            gc.setLineStyle(Palette.style(i).value());
            gc.drawLine(x, y + row / 2, x + STROKE, y + row / 2);
            gc.setForeground(plot.getForeground());
            gc.drawText(Readout.name(answer.lines().get(i)), x + STROKE + MARGIN, y, true);
        }
        gc.dispose();
        chart.dispose();
        ImageData data = whole.getImageData();
        whole.dispose();
        return data;
    }

    private static String heading(Answer answer) {
        return TEXT.text("picture.heading", answer.question().metric().label(Locale.getDefault()), Formats.full(answer.question().from()),
                Formats.full(answer.question().to()), Formats.zone());
    }
}
