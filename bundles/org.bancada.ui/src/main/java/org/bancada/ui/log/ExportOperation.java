package org.bancada.ui.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;

import org.bancada.core.Operation;
import org.bancada.core.Plan;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.log.Event;
import org.bancada.log.EventWriter;
import org.bancada.log.FieldSummary;
import org.bancada.log.LogQuery;
import org.bancada.log.LogStore;

/** Writes all events that match to a file, JSON lines or CSV with all fields; says first how many. A file that is not whole is not left behind. */
final class ExportOperation implements Operation<Long> {
    private final LogStore store;
    private final LogQuery query;
    private final List<String> first;
    private final Path file;

    /** @param first the columns that come first in CSV */
    ExportOperation(LogStore store, LogQuery query, List<String> first, Path file) {
        this.store = store;
        this.query = query;
        this.first = first;
        this.file = file;
    }

    @Override
    public Plan plan() throws ProblemException {
        long count = store.count(query, Progress.none());
        List<Plan.Step> steps = count == 0 ? List.of() : List.of(new Plan.Step("", LogText.get("export.step", count, file)));
        return new Plan(LogText.get("export.title", count), steps, List.of(), Files.exists(file) ? List.of(LogText.get("export.loss", file)) : List.of());
    }

    @Override
    public Long run(Plan plan, Progress progress) throws ProblemException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        progress.begin(plan.title(), store.count(query, progress));
        try {
            long written;
            try (Writer out = Files.newBufferedWriter(part)) {
                EventWriter writer = writer(out, progress);
                written = store.export(query, event -> write(writer, event, progress), progress);
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            return written;
        } catch (IOException | UncheckedIOException failed) {
            throw new ProblemException(new Problem(LogText.get("export.failed", failed.getMessage()), file.toString(), LogText.get("export.cure")), failed);
        } finally {
            delete(part);
        }
    }

    private EventWriter writer(Writer out, Progress progress) throws IOException, ProblemException {
        if (!file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".csv")) {
            return EventWriter.jsonLines(out);
        }
        List<String> columns = new java.util.ArrayList<>(first);
        store.fields(query, progress).stream().map(FieldSummary::name).filter(name -> !columns.contains(name)).sorted().forEach(columns::add);
        return EventWriter.csv(out, columns);
    }

    private static void write(EventWriter writer, Event event, Progress progress) {
        try {
            writer.write(event);
            progress.worked(1);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void delete(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException left) {
            System.getLogger(ExportOperation.class.getName()).log(System.Logger.Level.WARNING, "could not be removed: " + part, left);
        }
    }
}
