package org.bancada.remote.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;

import org.bancada.core.Node;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientKeyTest {
    @TempDir
    Path folder;
    private Lab lab;

    @BeforeEach
    void open() throws Exception {
        lab = new Lab(folder);
    }

    @AfterEach
    void close() throws Exception {
        lab.close();
    }

    private int exitOn(Node node) throws ProblemException {
        return lab.remote.follow(node, "exit 7", new byte[0], Duration.ofSeconds(5), Progress.none(), l -> { }, l -> { });
    }

    @Test
    void theLabsOwnKeyIsMadeOnceForItsOwnerAlone() throws Exception {
        String line = lab.key.publicLine();
        Path file = lab.key.file();
        assertEquals(lab.data.keys().resolve("id_ed25519"), file);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertTrue(line.matches("ssh-ed25519 [A-Za-z0-9+/=]+ bancada"), line);
        assertEquals(line.split(" ")[1], Local.run("ssh-keygen", "-y", "-f", file.toString()).split("\\s+")[1]);
        assertEquals(line, new StoredClientKey(lab.data, lab.settings, null).publicLine());
    }

    @Test
    void anotherKeyWithPassphraseLogsIn() throws Exception {
        Path other = folder.resolve("other key");
        Local.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "olá segredo", "-C", "", "-f", other.toString());
        Sshd server = lab.server(null);
        Node node = lab.node(server);
        Files.copy(other.resolveSibling("other key.pub"), server.folder.resolve("authorized_keys"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThrows(ProblemException.class, () -> exitOn(node));
        ProblemException wrong = assertThrows(ProblemException.class, () -> lab.key.use(other, "wrong".toCharArray()));
        assertTrue(wrong.problem().what().contains("passphrase"), wrong.getMessage());
        assertThrows(ProblemException.class, () -> exitOn(node));
        lab.key.use(other, "olá segredo".toCharArray());
        assertEquals(7, exitOn(node));
        assertEquals(Files.readString(folder.resolve("other key.pub")).split(" ")[1], lab.key.publicLine().split(" ")[1]);
        try (var files = Files.walk(lab.data.root())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertEquals(-1, new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("segredo"), file.toString());
            }
        }
        lab.key.useOwn();
        assertEquals("bancada", lab.key.publicLine().split(" ")[2]);
    }

    @Test
    void whatIsNoKeyIsRefused() throws Exception {
        Path garbage = Files.write(folder.resolve("garbage"), new byte[5_000]);
        Path huge = Files.write(folder.resolve("huge"), new byte[1 << 20]);
        for (Path file : new Path[] {garbage, huge, folder, folder.resolve("absent")}) {
            ProblemException refused = assertThrows(ProblemException.class, () -> lab.key.use(file, new char[0]), file.toString());
            assertEquals(file.toString(), refused.problem().where());
        }
        assertTrue(lab.key.publicLine().endsWith("bancada"));
    }
}
