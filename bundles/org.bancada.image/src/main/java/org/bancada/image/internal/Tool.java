package org.bancada.image.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

import org.bancada.core.Messages;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;

/** Runs a small program to its end: no standard input, no terminal, its output and time bounded. */
final class Tool {
    private static final Messages TEXT = Messages.beside(Tool.class);
    private static final int MOST_OUTPUT = 1 << 20;

    private Tool() {
    }

    /** @param output standard output and {@code errors} standard error, each at most 1 MiB */
    record Result(int exitCode, String output, String errors) {

        /** What the program said last, for people. */
        String lastWords() {
            String said = errors.isBlank() ? output : errors;
            List<String> lines = said.lines().filter(line -> !line.isBlank()).toList();
            return lines.isEmpty() ? TEXT.text("tool.silent", Integer.toString(exitCode)) : lines.getLast().strip();
        }
    }

    /**
     * @param debianPackage what to install when the program is missing
     * @throws CancellationException when {@code progress} asked to stop; the program is gone then
     */
    static Result run(Duration timeout, Progress progress, String debianPackage, Path folder, List<String> command) throws ProblemException {
        Process process;
        try {
            ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile())
                    .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
            builder.environment().put("LC_ALL", "C");
            builder.environment().put("SSH_ASKPASS_REQUIRE", "never");
            process = builder.start();
        } catch (IOException missing) {
            throw new ProblemException(new Problem(TEXT.text("tool.missing", command.getFirst()), "", TEXT.text("tool.install", debianPackage)),
                    missing);
        }
        try (Progress.Registration watch = progress.onCancel(process::destroyForcibly)) {
            Reading output = Reading.of(process.getInputStream());
            Reading errors = Reading.of(process.getErrorStream());
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ProblemException(Problem.of(TEXT.text("tool.timeout", command.getFirst(), Long.toString(timeout.toSeconds()))));
            }
            Result result = new Result(process.exitValue(), output.text(), errors.text());
            progress.check();
            return result;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        } finally {
            process.destroyForcibly();
        }
    }

    /** Reads a stream to its end in a thread of its own, keeping the beginning. */
    private static final class Reading {
        private final java.io.ByteArrayOutputStream kept = new java.io.ByteArrayOutputStream();
        private Thread thread;

        static Reading of(InputStream stream) {
            Reading reading = new Reading();
            reading.thread = Thread.ofVirtual().start(() -> reading.readAll(stream));
            return reading;
        }

        private void readAll(InputStream stream) {
            byte[] buffer = new byte[8192];
            try (stream) {
                for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
                    kept.write(buffer, 0, Math.min(n, MOST_OUTPUT - kept.size()));
                }
            } catch (IOException ended) {
                // a killed program's pipe: what was said so far is what there is
            }
        }

        String text() throws InterruptedException {
            thread.join();
            return kept.toString(StandardCharsets.UTF_8);
        }
    }
}
