package org.bancada.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import org.bancada.core.Progress;

/**
 * Where a command reads and prints; the streams speak UTF-8.
 *
 * @param columns width, 0 when unknown
 * @param rows height, 0 when unknown
 * @param asks whether a person sits there who can be asked
 * @param live whether {@code out} is a terminal
 */
public record Terminal(InputStream in, PrintStream out, PrintStream err, int columns, int rows, boolean asks, boolean live) {
    private static final int LONGEST_ANSWER = 1024;

    /**
     * Asks and waits for a line.
     *
     * @return what was typed, without blanks around it; empty at the end of the input
     * @throws CancellationException when {@code progress} asked to stop meanwhile
     */
    public String ask(String question, Progress progress) throws IOException {
        out.print(question);
        out.flush();
        CompletableFuture<String> answer = new CompletableFuture<>();
        // Reading a terminal cannot be interrupted, so a thread is left behind in it when the person gives up.
        Thread.ofPlatform().daemon().name("answer").start(() -> {
            try {
                answer.complete(line());
            } catch (IOException failed) {
                answer.completeExceptionally(failed);
            }
        });
        try (Progress.Registration registration = progress.onCancel(() -> answer.cancel(false))) {
            return answer.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof IOException io ? io : new IOException(failed.getCause());
        }
    }

    private String line() throws IOException {
        ByteArrayOutputStream typed = new ByteArrayOutputStream();
        for (int c = in.read(); c >= 0 && c != '\n' && typed.size() < LONGEST_ANSWER; c = in.read()) {
            typed.write(c);
        }
        return typed.toString(StandardCharsets.UTF_8).strip();
    }
}
