package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;

import org.bancada.cli.Invocation;
import org.bancada.cli.UsageException;
import org.bancada.core.ProblemException;
import org.bancada.log.ClusterAddress;

import picocli.CommandLine.Option;

/** Which Elasticsearch is meant. Its password is read from a file or from the input: arguments can be read by everybody on the machine. */
final class StoreOptions {
    private static final int LONGEST = 4_096;

    @Option(names = "--index", paramLabel = "NAME", descriptionKey = "store.index", defaultValue = "")
    private String index;

    @Option(names = "--user", paramLabel = "USER", descriptionKey = "store.user", defaultValue = "")
    private String user;

    @Option(names = "--fingerprint", paramLabel = "SHA256", descriptionKey = "store.fingerprint", defaultValue = "")
    private String fingerprint;

    @Option(names = "--password-file", paramLabel = "FILE", descriptionKey = "store.password")
    private String password;

    ClusterAddress address(String url) throws ProblemException {
        return ClusterAddress.parse(url, index, user, fingerprint);
    }

    /** Whether more was said than the address. */
    boolean any() {
        return !index.isEmpty() || !user.isEmpty() || !fingerprint.isEmpty() || password != null;
    }

    /** The first line of the file, or of the input for {@code -}; null when none was named. To be wiped. */
    char[] secret(Invocation invocation) throws IOException, UsageException {
        if (password == null) {
            return null;
        }
        byte[] bytes;
        try (InputStream file = password.equals("-") ? null : Files.newInputStream(invocation.file(password))) {
            bytes = line(file == null ? invocation.terminal().in() : file);
        }
        CharBuffer text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes));
        char[] secret = new char[text.remaining()];
        text.get(secret);
        Arrays.fill(bytes, (byte) 0);
        Arrays.fill(text.array(), '\0');
        if (secret.length == 0) {
            throw new UsageException(Words.text(invocation, "store.password.empty", password));
        }
        return secret;
    }

    private static byte[] line(InputStream in) throws IOException {
        byte[] line = new byte[LONGEST];
        int length = 0;
        for (int c = in.read(); c >= 0 && c != '\n' && length < LONGEST; c = in.read()) {
            line[length++] = (byte) c;
        }
        byte[] exact = Arrays.copyOf(line, length > 0 && line[length - 1] == '\r' ? length - 1 : length);
        Arrays.fill(line, (byte) 0);
        return exact;
    }
}
