package org.bancada.remote.internal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import org.bancada.core.Node;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;

/** Sends a local file to a node through its script {@code receive}, which checks size and digest and renames. */
final class FileSender {
    private static final Pattern DESTINATION = Pattern.compile("(?!.*//)(?!.*/\\.{1,2}(/|$))/[^\\p{Cntrl}]{1,4000}(?<!/)");
    private static final int NOT_FOUND = 127;
    private final Commands commands;

    FileSender(Commands commands) {
        this.commands = commands;
    }

    /** A local file as it was when its digest was taken. {@code mode} is octal. */
    record Source(Path file, long size, String sha256, String mode) {

        static Source of(Path file, Progress cancel) throws ProblemException {
            try (InputStream in = Files.newInputStream(file)) {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                DigestInputStream reading = new DigestInputStream(in, digest);
                byte[] buffer = new byte[256 << 10];
                long size = 0;
                for (int n = reading.read(buffer); n >= 0; n = reading.read(buffer)) {
                    size += n;
                    cancel.check();
                }
                return new Source(file, size, HexFormat.of().formatHex(digest.digest()), mode(Files.getPosixFilePermissions(file)));
            } catch (IOException unreadable) {
                throw Texts.problem(unreadable, file.toString(), "file.unreadable", unreadable.getMessage());
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        private static String mode(Set<PosixFilePermission> permissions) {
            int bits = 0;
            for (PosixFilePermission permission : permissions) {
                bits |= 0400 >> permission.ordinal();
            }
            return "%04o".formatted(bits);
        }
    }

    /** @throws ProblemException when no node would take this path */
    static void checkDestination(String destination) throws ProblemException {
        if (!DESTINATION.matcher(destination).matches()) {
            throw Texts.problem(destination, "destination");
        }
    }

    /** Sends it; tells {@code progress} the bytes. */
    void send(Node node, Source source, String destination, Progress progress) throws ProblemException {
        checkDestination(destination);
        String line = "receive " + Commands.quoted(destination) + " " + source.size() + " " + source.sha256() + " " + source.mode();
        Map<String, String> answer = new ConcurrentHashMap<>();
        StringBuffer errors = new StringBuffer();
        Commands.Call call = new Commands.Call(line, () -> open(source.file(), progress), Context.CONNECT, Duration.ZERO, true);
        Commands.Ended ended;
        try {
            ended = commands.run(node, call, progress, text -> keep(answer, text), text -> keep(errors, text));
        } catch (UncheckedIOException unreadable) {
            throw Texts.problem(unreadable, source.file().toString(), "file.unreadable", unreadable.getCause().getMessage());
        }
        if (ended.exitCode() == NOT_FOUND) {
            throw Texts.problem(node.name(), "scripts.missing", "receive");
        }
        if (ended.exitCode() != 0) {
            String detail = answer.getOrDefault("detail", errors.toString().strip());
            throw Texts.problem(node.name(), "receive.failed", destination, detail.isEmpty() ? answer.getOrDefault("reason", "") : detail);
        }
    }

    private static void keep(Map<String, String> answer, String line) {
        int equals = line.indexOf('=');
        if (equals > 0 && answer.size() < 20) {
            answer.put(line.substring(0, equals), line.substring(equals + 1));
        }
    }

    private static void keep(StringBuffer errors, String line) {
        if (errors.length() < 1_000) {
            errors.append(line, 0, Math.min(line.length(), 500)).append(' ');
        }
    }

    private static InputStream open(Path file, Progress progress) {
        try {
            return new FilterInputStream(Files.newInputStream(file)) {
                @Override
                public int read(byte[] buffer, int offset, int count) throws IOException {
                    int n = super.read(buffer, offset, count);
                    if (n > 0) {
                        progress.worked(n);
                    }
                    return n;
                }
            };
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
