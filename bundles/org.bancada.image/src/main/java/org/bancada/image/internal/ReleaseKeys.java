package org.bancada.image.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.bancada.core.Messages;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;

/**
 * The lab's release key, {@code release} in the folder of keys (ed25519, mode 0600, made on first use), and the signatures that it makes
 * (OpenSSH PROTOCOL.sshsig). Nodes trust every {@code release*.pub} of the folder: during a rotation the next or the last key's public half
 * lies there too.
 */
final class ReleaseKeys {
    private static final Messages TEXT = Messages.beside(ReleaseKeys.class);
    private static final String NAMESPACE = "bancada-manifest";
    static final String NEXT = "release-next";
    private static final String PRINCIPAL = "release";
    private static final String PACKAGE = "openssh-client";
    private static final Duration TIME = Duration.ofSeconds(30);
    private static final Pattern PUBLIC_KEY = Pattern.compile("((?:ssh|sk-ssh|ecdsa|sk-ecdsa)-[a-z0-9@.-]+) ([A-Za-z0-9+/=]{16,})(?: .*)?");

    private final Path folder;

    ReleaseKeys(Path folder) {
        this.folder = folder;
    }

    private Path privateKey() {
        return folder.resolve("release");
    }

    private Path publicKey() {
        return folder.resolve("release.pub");
    }

    /** One line per public key, as it stands in the nodes' {@code allowed_signers}. */
    String allowedSigners() throws ProblemException {
        require();
        try (Stream<Path> files = Files.list(folder)) {
            StringBuilder lines = new StringBuilder();
            for (Path file : files.filter(f -> f.getFileName().toString().matches("release.*\\.pub")).sorted().toList()) {
                var key = PUBLIC_KEY.matcher(Files.readString(file).strip());
                if (!key.matches()) {
                    throw new ProblemException(new Problem(TEXT.text("key.bad"), file.toString(), TEXT.text("key.bad.cure")));
                }
                lines.append(PRINCIPAL).append(" namespaces=\"").append(NAMESPACE).append("\" ").append(key.group(1)).append(' ')
                        .append(key.group(2)).append('\n');
            }
            return lines.toString();
        } catch (IOException unreadable) {
            throw failed(unreadable);
        }
    }

    /** Writes {@code manifest} and {@code manifest.sig} into {@code target}, each complete or not at all, the signature last. */
    synchronized void sign(String manifest, Path target) throws ProblemException {
        require();
        Path work = null;
        try {
            Files.createDirectories(target);
            work = Files.createTempDirectory(target, ".sign");
            Path file = work.resolve("manifest");
            Files.writeString(file, manifest);
            run(target, "ssh-keygen", "-q", "-Y", "sign", "-n", NAMESPACE, "-f", privateKey().toString(), file.toString());
            for (String name : List.of("manifest", "manifest.sig")) {
                sync(work.resolve(name));
                Files.move(work.resolve(name), target.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            }
            sync(target);
        } catch (IOException unwritable) {
            throw new ProblemException(new Problem(TEXT.text("manifest.unwritable", DiskFile.reason(unwritable)), target.toString(), ""), unwritable);
        } finally {
            remove(work);
        }
    }

    /** The next key ({@code release-next}) becomes the one that signs. */
    synchronized void promote() throws IOException {
        Files.move(folder.resolve(NEXT), privateKey(), StandardCopyOption.ATOMIC_MOVE);
        finishPromotion();
    }

    /** A promotion that was cut off in the middle: the private half has its new name already. */
    private void finishPromotion() throws IOException {
        Path next = folder.resolve(NEXT + ".pub");
        if (Files.exists(next) && !Files.exists(folder.resolve(NEXT))) {
            Files.move(next, publicKey(), StandardCopyOption.ATOMIC_MOVE);
            sync(folder);
        }
    }

    private synchronized void require() throws ProblemException {
        try {
            finishPromotion();
            if (!Files.exists(privateKey())) {
                make("release");
            }
            if (!Files.exists(publicKey())) {
                Tool.Result derived = run(folder, "ssh-keygen", "-y", "-P", "", "-f", privateKey().toString());
                Path fresh = folder.resolve(".release.pub-" + UUID.randomUUID());
                Files.writeString(fresh, derived.output().strip() + "\n");
                Files.move(fresh, publicKey(), StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException unwritable) {
            throw failed(unwritable);
        }
    }

    /** The private half gets its name first: {@link #require} derives a missing public one, while a public one alone would be trusted in vain. */
    synchronized void make(String name) throws IOException, ProblemException {
        Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path work = Files.createTempDirectory(folder, ".release");
        try {
            Path key = work.resolve("release");
            run(folder, "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "bancada release", "-f", key.toString());
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
            sync(key);
            Files.move(key, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            Files.move(work.resolve("release.pub"), folder.resolve(name + ".pub"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            sync(folder);
        } finally {
            remove(work);
        }
    }

    /** {@code SHA256:...} of a public key's file. */
    String fingerprint(Path publicKey) throws ProblemException {
        return run(folder, "ssh-keygen", "-l", "-E", "sha256", "-f", publicKey.toString()).output().strip().split(" ")[1];
    }

    private static Tool.Result run(Path place, String... command) throws ProblemException {
        Tool.Result result = Tool.run(TIME, Progress.none(), PACKAGE, place, List.of(command));
        if (result.exitCode() != 0) {
            throw new ProblemException(new Problem(TEXT.text("key.failed", result.lastWords()), place.toString(), TEXT.text("key.failed.cure")));
        }
        return result;
    }

    private ProblemException failed(IOException cause) {
        return new ProblemException(new Problem(TEXT.text("key.unusable", DiskFile.reason(cause)), folder.toString(), ""), cause);
    }

    private static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void remove(Path work) {
        if (work == null) {
            return;
        }
        try (Stream<Path> files = Files.list(work)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(work);
        } catch (IOException left) {
            System.getLogger(ReleaseKeys.class.getName()).log(System.Logger.Level.WARNING, "left behind: " + work, left);
        }
    }
}
