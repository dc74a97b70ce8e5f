package org.bancada.store.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

import javax.crypto.spec.SecretKeySpec;

import org.bancada.core.DataFolder;
import org.bancada.core.Messages;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.store.Secrets;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Secrets in a PKCS #12 key store whose password is 256 random bits in the file {@code secrets.key}. That keeps them out of a glance, a
 * search, and a backup of the one file without the other; who can read both files as this user can read the secrets.
 */
@Component(service = Secrets.class)
public final class KeyStoreSecrets implements Secrets {
    private static final Pattern NAME = Pattern.compile("[a-z0-9._-]{1,100}");
    private static final int LONGEST = 65_536;
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final Messages TEXT = Messages.beside(KeyStoreSecrets.class);

    private final Path keys;
    private final Path store;
    private final Path key;

    @Activate
    public KeyStoreSecrets(@Reference DataFolder folder) {
        keys = folder.keys();
        store = keys.resolve("secrets.p12");
        key = keys.resolve("secrets.key");
    }

    @Override
    public synchronized Optional<char[]> get(String name) throws ProblemException {
        checkName(name);
        KeyStore loaded = load();
        try {
            KeyStore.Entry entry = loaded.getEntry(name, new KeyStore.PasswordProtection(password()));
            return entry instanceof KeyStore.SecretKeyEntry secret ? Optional.of(decode(secret.getSecretKey().getEncoded())) : Optional.empty();
        } catch (GeneralSecurityException | IOException failed) {
            throw damaged(failed);
        }
    }

    @Override
    public synchronized void put(String name, char[] secret) throws ProblemException {
        checkName(name);
        if (secret.length == 0 || secret.length > LONGEST) {
            throw new ProblemException(Problem.of(TEXT.text("secret.size", name)));
        }
        KeyStore loaded = load();
        byte[] bytes = encode(secret);
        try {
            // PKCS #12 wants a known algorithm for a secret key; the content is any bytes.
            loaded.setEntry(name, new KeyStore.SecretKeyEntry(new SecretKeySpec(bytes, "AES")), new KeyStore.PasswordProtection(password()));
            save(loaded);
        } catch (GeneralSecurityException | IOException failed) {
            throw problem("secrets.failed", failed);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    @Override
    public synchronized void remove(String name) throws ProblemException {
        checkName(name);
        KeyStore loaded = load();
        try {
            if (loaded.containsAlias(name)) {
                loaded.deleteEntry(name);
                save(loaded);
            }
        } catch (GeneralSecurityException | IOException failed) {
            throw problem("secrets.failed", failed);
        }
    }

    @Override
    public synchronized SortedSet<String> names() throws ProblemException {
        try {
            return Collections.unmodifiableSortedSet(new TreeSet<>(Collections.list(load().aliases())));
        } catch (GeneralSecurityException failed) {
            throw damaged(failed);
        }
    }

    private KeyStore load() throws ProblemException {
        try {
            KeyStore loaded = KeyStore.getInstance("PKCS12");
            if (Files.exists(store)) {
                try (InputStream in = Files.newInputStream(store)) {
                    loaded.load(in, password());
                }
            } else {
                loaded.load(null, null);
            }
            return loaded;
        } catch (GeneralSecurityException | IOException failed) {
            throw damaged(failed);
        }
    }

    private void save(KeyStore changed) throws GeneralSecurityException, IOException {
        Path fresh = keys.resolve("secrets.p12.new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, OWNER_FILE);
        try (OutputStream out = Files.newOutputStream(fresh)) {
            changed.store(out, password());
        }
        replace(fresh, store);
    }

    private static void replace(Path fresh, Path target) throws IOException {
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private char[] password() throws IOException {
        if (!Files.exists(key)) {
            if (Files.exists(store)) {
                throw new IOException(key.getFileName() + " is missing");
            }
            Files.createDirectories(keys, OWNER_FOLDER);
            byte[] random = new byte[32];
            new SecureRandom().nextBytes(random);
            Path fresh = keys.resolve("secrets.key.new");
            Files.deleteIfExists(fresh);
            Files.createFile(fresh, OWNER_FILE);
            Files.writeString(fresh, HexFormat.of().formatHex(random) + "\n");
            replace(fresh, key);
        }
        return Files.readString(key).strip().toCharArray();
    }

    private static void checkName(String name) throws ProblemException {
        if (!NAME.matcher(name).matches()) {
            throw new ProblemException(Problem.of(TEXT.text("secret.name", name)));
        }
    }

    private static byte[] encode(char[] secret) {
        ByteBuffer buffer = StandardCharsets.UTF_8.encode(CharBuffer.wrap(secret));
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        Arrays.fill(buffer.array(), (byte) 0);
        return bytes;
    }

    private static char[] decode(byte[] bytes) {
        CharBuffer buffer = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes));
        char[] secret = new char[buffer.remaining()];
        buffer.get(secret);
        Arrays.fill(buffer.array(), '\0');
        Arrays.fill(bytes, (byte) 0);
        return secret;
    }

    private ProblemException damaged(Exception failed) {
        return problem("secrets.damaged", failed);
    }

    private ProblemException problem(String text, Exception failed) {
        return new ProblemException(new Problem(TEXT.text(text, failed.toString()), store.toString(), TEXT.text(text + ".cure")), failed);
    }
}
