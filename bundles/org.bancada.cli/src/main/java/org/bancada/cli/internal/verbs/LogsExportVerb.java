package org.bancada.cli.internal.verbs;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

import org.bancada.cli.Invocation;
import org.bancada.cli.ShownProgress;
import org.bancada.cli.UsageException;
import org.bancada.cli.Verb;
import org.bancada.core.ProblemException;
import org.bancada.log.EventWriter;
import org.bancada.log.FieldSummary;
import org.bancada.log.LogQuery;
import org.bancada.log.LogStore;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes all events that match into a file, all their fields, oldest first; says first how many. A file appears when it is whole. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=logs export")
public final class LogsExportVerb implements Verb {
    @Mixin
    private LogOptions which;

    @Option(names = "--to", paramLabel = "FILE", descriptionKey = "file", defaultValue = "-")
    private String file;

    @Option(names = "--csv", descriptionKey = "csv")
    private boolean csv;

    @Override
    public int run(Invocation invocation) throws UsageException, ProblemException, IOException {
        LogQuery query = which.query(invocation);
        LogStore store = invocation.engines().get(LogStore.class);
        long count = store.count(query, invocation.progress());
        invocation.terminal().err().println(Words.text(invocation, "log.export.count", count));
        List<String> columns = csv ? store.fields(query, invocation.progress()).stream().map(FieldSummary::name).toList() : List.of();
        if (file.equals("-")) {
            Writer out = new OutputStreamWriter(invocation.terminal().out(), StandardCharsets.UTF_8);
            write(store, query, columns, count, out, invocation);
            out.flush();
            return DONE;
        }
        Path target = invocation.file(file);
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try {
            try (BufferedWriter out = Files.newBufferedWriter(part)) {
                write(store, query, columns, count, out, invocation);
            }
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
        return DONE;
    }

    private void write(LogStore store, LogQuery query, List<String> columns, long count, Writer out, Invocation invocation)
            throws ProblemException, IOException {
        EventWriter writer = csv ? EventWriter.csv(out, columns) : EventWriter.jsonLines(out);
        try (ShownProgress progress = new ShownProgress(invocation, !file.equals("-"))) {
            progress.begin(Words.text(invocation, "log.export"), count);
            store.export(query, event -> {
                try {
                    writer.write(event);
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            }, progress);
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }
}
