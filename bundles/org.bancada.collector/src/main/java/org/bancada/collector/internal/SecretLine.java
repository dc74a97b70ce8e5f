package org.bancada.collector.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

import org.bancada.core.Messages;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;

/** A secret of one line in a file readable by its owner alone; made on first use. */
final class SecretLine {
    private static final Messages TEXT = Messages.beside(SecretLine.class);

    private final Path file;
    private String value;

    /** @param file in the folder of keys, which is made with mode 0700 when it is absent */
    SecretLine(Path file) {
        this.file = file;
    }

    Path file() {
        return file;
    }

    /** @throws ProblemException when the file is empty, or can be neither read nor made */
    synchronized String value() throws ProblemException {
        if (value == null) {
            try {
                String text = Files.exists(file) ? Files.readString(file).strip() : make();
                if (text.isEmpty() || !text.chars().allMatch(c -> c > ' ' && c < 127)) {
                    throw problem("secret.bad", "");
                }
                value = text;
            } catch (IOException failed) {
                throw problem("secret.failed", failed.toString());
            }
        }
        return value;
    }

    /** Takes as long for a wrong secret as for the right one. */
    boolean matches(String given) throws ProblemException {
        byte[] right = value().getBytes(StandardCharsets.UTF_8);
        return given != null && MessageDigest.isEqual(right, given.strip().getBytes(StandardCharsets.UTF_8));
    }

    private String make() throws IOException {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        Files.createDirectories(file.getParent(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, text + "\n");
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        return text;
    }

    private ProblemException problem(String key, String detail) {
        return new ProblemException(new Problem(TEXT.text(key, detail), file.toString(), TEXT.text(key + ".cure")));
    }
}
