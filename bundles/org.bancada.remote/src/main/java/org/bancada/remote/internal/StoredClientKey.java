package org.bancada.remote.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Optional;

import org.bancada.core.DataFolder;
import org.bancada.core.ProblemException;
import org.bancada.remote.ClientKey;
import org.bancada.store.Secrets;
import org.bancada.store.Settings;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;

/** The client key as files: the lab's own is {@code keys/id_ed25519}; another one stays where it is, its passphrase goes to the secrets. */
@Component(service = {ClientKey.class, StoredClientKey.class})
public final class StoredClientKey implements ClientKey {
    static final String SETTING = "ssh.key";
    static final String PASSPHRASE = "ssh.key.passphrase";
    private static final long LONGEST = 64 << 10;

    private final Path own;
    private final Settings settings;
    private final Secrets secrets;
    private Loaded loaded;

    /** A key as it was read; read again when its file has changed. */
    private record Loaded(Path file, FileTime modified, JSch identity) {
    }

    @Activate
    public StoredClientKey(@Reference DataFolder folder, @Reference Settings settings, @Reference Secrets secrets) {
        this.own = folder.keys().resolve("id_ed25519");
        this.settings = settings;
        this.secrets = secrets;
    }

    @Override
    public synchronized Path file() throws ProblemException {
        Optional<String> other = settings.get(SETTING);
        if (other.isPresent()) {
            return Path.of(other.get());
        }
        if (!Files.exists(own)) {
            make();
        }
        return own;
    }

    @Override
    public synchronized String publicLine() throws ProblemException {
        Path file = file();
        KeyPair key = unlocked(file, passphrase());
        try {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            key.writePublicKey(line, "bancada");
            return line.toString(StandardCharsets.US_ASCII).strip();
        } finally {
            key.dispose();
        }
    }

    @Override
    public synchronized void use(Path file, char[] passphrase) throws ProblemException {
        Path absolute = file.toAbsolutePath().normalize();
        byte[] bytes = utf8(passphrase);
        try {
            unlocked(absolute, bytes).dispose();
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
        if (passphrase.length > 0) {
            secrets.put(PASSPHRASE, passphrase);
        } else {
            secrets.remove(PASSPHRASE);
        }
        settings.put(SETTING, absolute.toString());
        loaded = null;
    }

    @Override
    public synchronized void useOwn() throws ProblemException {
        settings.remove(SETTING);
        secrets.remove(PASSPHRASE);
        loaded = null;
    }

    /** A JSch that logs in with the key of now. */
    synchronized JSch identity() throws ProblemException {
        Path file = file();
        try {
            FileTime modified = Files.getLastModifiedTime(file);
            if (loaded == null || !loaded.file().equals(file) || !loaded.modified().equals(modified)) {
                byte[] passphrase = passphrase();
                unlocked(file, passphrase).dispose();
                JSch jsch = new JSch();
                jsch.addIdentity(file.toString(), passphrase);
                Arrays.fill(passphrase, (byte) 0);
                loaded = new Loaded(file, modified, jsch);
            }
            return loaded.identity();
        } catch (IOException | JSchException unusable) {
            throw Texts.problem(unusable, file.toString(), "key.unreadable", String.valueOf(unusable.getMessage()));
        }
    }

    private byte[] passphrase() throws ProblemException {
        Optional<char[]> stored = settings.get(SETTING).isPresent() ? secrets.get(PASSPHRASE) : Optional.empty();
        byte[] bytes = stored.map(StoredClientKey::utf8).orElse(new byte[0]);
        stored.ifPresent(secret -> Arrays.fill(secret, '\0'));
        return bytes;
    }

    private static KeyPair unlocked(Path file, byte[] passphrase) throws ProblemException {
        KeyPair key;
        try {
            if (Files.size(file) > LONGEST) {
                throw Texts.problem(file.toString(), "key.unreadable", Files.size(file));
            }
            key = KeyPair.load(new JSch(), Files.readAllBytes(file), null);
        } catch (IOException | JSchException unreadable) {
            throw Texts.problem(unreadable, file.toString(), "key.unreadable", String.valueOf(unreadable.getMessage()));
        }
        if (key.isEncrypted() && !key.decrypt(passphrase.clone())) {
            key.dispose();
            throw Texts.problem(file.toString(), "key.passphrase");
        }
        return key;
    }

    private void make() throws ProblemException {
        try {
            KeyPair key = KeyPair.genKeyPair(new JSch(), KeyPair.ED25519);
            ByteArrayOutputStream secret = new ByteArrayOutputStream();
            key.writeOpenSSHv1PrivateKey(secret, null);
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            key.writePublicKey(line, "bancada");
            key.dispose();
            PrivateFile.write(own.resolveSibling(own.getFileName() + ".pub"), line.toByteArray());
            PrivateFile.write(own, secret.toByteArray());
        } catch (IOException | JSchException failed) {
            throw Texts.problem(failed, own.toString(), "key.unwritable", String.valueOf(failed.getMessage()));
        }
    }

    private static byte[] utf8(char[] text) {
        ByteBuffer buffer = StandardCharsets.UTF_8.encode(CharBuffer.wrap(text));
        byte[] bytes = Arrays.copyOf(buffer.array(), buffer.limit());
        Arrays.fill(buffer.array(), (byte) 0);
        return bytes;
    }
}
