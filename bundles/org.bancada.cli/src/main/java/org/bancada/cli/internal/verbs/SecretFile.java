package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

import org.bancada.cli.Invocation;
import org.bancada.cli.UsageException;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;

/** A secret that a person put into a file or into standard input: arguments can be seen by everybody on the machine. */
final class SecretFile {
    private static final int LONGEST = 4096;

    private SecretFile() {
    }

    /**
     * Reads the first line.
     *
     * @param file {@code -} is standard input, null is no secret
     * @return null when there is no file
     */
    static char[] read(String file, Invocation invocation) throws UsageException, ProblemException, IOException {
        if (file == null) {
            return null;
        }
        try (InputStream source = file.equals("-") ? invocation.terminal().in() : Files.newInputStream(invocation.file(file))) {
            String text = new String(source.readNBytes(LONGEST + 1), StandardCharsets.UTF_8);
            String line = text.lines().findFirst().orElse("");
            if (line.isEmpty() || text.length() > LONGEST) {
                throw new ProblemException(new Problem(Words.text(invocation, "secret.file"), file, Words.text(invocation, "secret.file.cure")));
            }
            return line.toCharArray();
        }
    }
}
