package org.bancada.cli.internal.verbs;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

import org.bancada.cli.Invocation;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;

/** A small disk image to practise with: real qcow2, filled with data that does not compress, another content for each version. */
final class TourImage {
    static final String NAME = "Practice";
    private static final int MEBIBYTES = 64;

    private TourImage() {
    }

    /** Makes {@code tour.qcow2} in a folder that the caller removes. */
    static Path make(Path folder, int version, Invocation invocation) throws ProblemException, IOException {
        Path raw = folder.resolve("tour.raw");
        Path image = folder.resolve("tour.qcow2");
        Random content = new Random(version);
        byte[] piece = new byte[1 << 20];
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(raw))) {
            for (int i = 0; i < MEBIBYTES; i++) {
                invocation.progress().check();
                content.nextBytes(piece);
                out.write(piece);
            }
        }
        run(invocation, "qemu-img", "convert", "-f", "raw", "-O", "qcow2", raw.toString(), image.toString());
        Files.delete(raw);
        return image;
    }

    private static void run(Invocation invocation, String... command) throws ProblemException, IOException {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() != 0) {
                throw new ProblemException(new Problem(Words.text(invocation, "tour.image.failed", output), command[0], ""));
            }
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
            throw new IOException(asked);
        }
    }
}
