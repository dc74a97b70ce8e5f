package org.bancada.ui.remote;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.bancada.core.Problem;
import org.bancada.core.ProblemException;

/** Starts a terminal program and watches its first moments: one that fails at once (no display, a wrong option) would otherwise just not appear. */
final class TerminalProgram {
    private static final int MOST_SAID = 2000;

    private final Duration watch;

    /** @param watch how long after its start an end with another code than 0 is told */
    TerminalProgram(Duration watch) {
        this.watch = watch;
    }

    /**
     * @param program the whole command line
     * @param byHand what a person can type instead
     * @throws ProblemException when it cannot be started or fails while it is watched; with what it said
     */
    void open(List<String> program, String byHand) throws ProblemException {
        try {
            Process process = new ProcessBuilder(program).redirectErrorStream(true).start();
            process.getOutputStream().close();
            ByteArrayOutputStream said = new ByteArrayOutputStream();
            Thread reader = Thread.ofVirtual().name("terminal output").start(() -> read(process.getInputStream(), said));
            if (process.waitFor(watch.toMillis(), TimeUnit.MILLISECONDS) && process.exitValue() != 0) {
                reader.join(watch);
                throw failed(program, byHand, RemoteText.get("terminal.ended", process.exitValue(), text(said)), null);
            }
        } catch (IOException failure) {
            throw failed(program, byHand, failure.getMessage(), failure);
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
    }

    private static ProblemException failed(List<String> program, String byHand, String why, Exception cause) {
        return new ProblemException(new Problem(RemoteText.get("terminal.failed", program.getFirst(), why), "",
                RemoteText.get("terminal.cure", byHand)), cause);
    }

    /** Reads to the end, so that the terminal never waits for a reader, and keeps the beginning. */
    private static void read(InputStream output, ByteArrayOutputStream said) {
        byte[] piece = new byte[1024];
        try (output) {
            for (int n = output.read(piece); n >= 0; n = output.read(piece)) {
                synchronized (said) {
                    said.write(piece, 0, Math.min(n, MOST_SAID - said.size()));
                }
            }
        } catch (IOException ended) {
            // Then it said no more.
        }
    }

    private static String text(ByteArrayOutputStream said) {
        synchronized (said) {
            return said.toString(StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}+", " ").strip();
        }
    }
}
