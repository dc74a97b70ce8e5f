package org.bancada.ui.remote;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.ui.kit.Formats;

/** The output of all nodes of a session as one text, a heading per node. */
final class SavedOutput {
    private SavedOutput() {
    }

    static void write(Session session, Appendable target) throws IOException {
        target.append("# ").append(session.title()).append("   ").append(Formats.full(session.started())).append('\n');
        for (Session.Row row : session.rows()) {
            target.append("\n==> ").append(row.node()).append(" <== ").append(row.state().name().toLowerCase(java.util.Locale.ROOT));
            if (row.exitCode() >= 0) {
                target.append(" exit=").append(Integer.toString(row.exitCode()));
            }
            target.append('\n');
            Output output = session.output(row.uuid());
            Output.Part part = output.since(0);
            if (part.first() > 0) {
                target.append(RemoteText.get("output.dropped", part.first())).append('\n');
            }
            for (Output.Line line : part.lines()) {
                target.append(line.error() ? "! " : "  ").append(line.text()).append('\n');
            }
            if (part.lines().isEmpty() && !row.last().isEmpty()) {
                target.append("# ").append(row.last()).append('\n');
            }
        }
    }

    static Path save(Session session, Path file) throws ProblemException {
        try (Writer writer = Files.newBufferedWriter(file)) {
            write(session, writer);
            return file;
        } catch (IOException failure) {
            throw new ProblemException(new Problem(RemoteText.get("results.saveFailed", failure.getMessage()), file.toString(),
                    RemoteText.get("results.saveCure")), failure);
        }
    }
}
