package org.bancada.image.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.bancada.core.Messages;
import org.bancada.core.Operation;
import org.bancada.core.Plan;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.image.SigningKeys;

/**
 * The rotation of release keys, as renames in the folder of keys: {@code release-next} becomes {@code release}. What is cut off in the
 * middle is finished before the next use of a key; the nodes' list holds both keys all the time.
 */
final class KeyRotation implements SigningKeys {
    private static final Messages TEXT = Messages.beside(KeyRotation.class);
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final ImageCatalogue catalogue;
    private final ReleaseKeys keys;
    private final Path folder;

    KeyRotation(ImageCatalogue catalogue, ReleaseKeys keys, Path folder) {
        this.catalogue = catalogue;
        this.keys = keys;
        this.folder = folder;
    }

    /** A change that is one step. */
    private interface Change {
        void make() throws IOException, ProblemException;
    }

    private record One(KeyRotation rotation, String title, String step, List<String> losses, Change change) implements Operation<Void> {
        @Override
        public Plan plan() {
            return new Plan(title, List.of(new Plan.Step("", step)), List.of(), losses);
        }

        @Override
        public Void run(Plan plan, Progress progress) throws ProblemException {
            long entry = rotation.catalogue.audit.begin(System.getProperty("user.name", ""), title, List.of(), "");
            String result = "failed";
            try {
                synchronized (rotation) {
                    change.make();
                }
                result = "done";
            } catch (IOException failed) {
                throw new ProblemException(new Problem(TEXT.text("key.unusable", DiskFile.reason(failed)), rotation.folder.toString(), ""), failed);
            } finally {
                rotation.catalogue.audit.end(entry, result);
            }
            return null;
        }
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    @Override
    public synchronized List<Key> keys() throws ProblemException {
        keys.allowedSigners();
        try {
            List<Key> all = new ArrayList<>();
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(f -> f.getFileName().toString().matches("release.*\\.pub")).toList()) {
                    String name = file.getFileName().toString();
                    Role role = name.equals("release.pub") ? Role.SIGNS : name.equals(ReleaseKeys.NEXT + ".pub") ? Role.NEXT : Role.FORMER;
                    all.add(new Key(keys.fingerprint(file), role, file));
                }
            }
            all.sort(Comparator.comparing(Key::role).thenComparing(Key::file));
            return List.copyOf(all);
        } catch (IOException unreadable) {
            throw new ProblemException(new Problem(TEXT.text("key.unusable", DiskFile.reason(unreadable)), folder.toString(), ""), unreadable);
        }
    }

    @Override
    public Operation<Void> prepare() {
        return new One(this, TEXT.text("key.prepare"), TEXT.text("key.prepare.step"), List.of(), () -> {
            keys();
            if (Files.exists(file(ReleaseKeys.NEXT + ".pub"))) {
                throw new ProblemException(new Problem(TEXT.text("key.prepared"), file(ReleaseKeys.NEXT + ".pub").toString(), TEXT.text("key.prepared.cure")));
            }
            keys.make(ReleaseKeys.NEXT);
        });
    }

    @Override
    public Operation<Void> rotate() {
        return new One(this, TEXT.text("key.rotate"), TEXT.text("key.rotate.step"), List.of(TEXT.text("key.rotate.loss")), () -> {
            keys();
            if (!Files.exists(file(ReleaseKeys.NEXT))) {
                throw new ProblemException(new Problem(TEXT.text("key.none"), folder.toString(), TEXT.text("key.none.cure")));
            }
            Files.copy(file("release.pub"), file("release-" + STAMP.format(catalogue.clock.instant()) + ".pub"), StandardCopyOption.REPLACE_EXISTING);
            keys.promote();
        });
    }

    @Override
    public Operation<Void> retire(String fingerprint) {
        return new One(this, TEXT.text("key.retire", fingerprint), TEXT.text("key.retire.step"), List.of(TEXT.text("key.retire.loss")), () -> {
            Key key = find(fingerprint);
            if (key.role() == Role.SIGNS) {
                throw new ProblemException(new Problem(TEXT.text("key.signs"), key.fingerprint(), TEXT.text("key.signs.cure")));
            }
            // The public half first gets another name: alone it would be taken for a rotation that was cut off
            String name = key.file().getFileName().toString().replaceFirst("\\.pub$", "");
            Files.move(key.file(), file(".retired.pub"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            Files.deleteIfExists(file(name));
            Files.delete(file(".retired.pub"));
        });
    }

    private Key find(String fingerprint) throws ProblemException {
        String wanted = fingerprint.strip();
        List<Key> found = keys().stream().filter(key -> !wanted.isEmpty()
                && (key.fingerprint().startsWith(wanted) || key.fingerprint().startsWith("SHA256:" + wanted))).toList();
        if (found.size() != 1) {
            throw new ProblemException(new Problem(TEXT.text("key.unknown"), wanted, TEXT.text("key.unknown.cure")));
        }
        return found.getFirst();
    }

    @Override
    public synchronized Path signersFile() throws ProblemException {
        keys();
        try {
            Path fresh = Files.writeString(file(".allowed_signers"), keys.allowedSigners());
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-r--r--"));
            return Files.move(fresh, file("allowed_signers"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException unwritable) {
            throw new ProblemException(new Problem(TEXT.text("key.unusable", DiskFile.reason(unwritable)), folder.toString(), ""), unwritable);
        }
    }
}
