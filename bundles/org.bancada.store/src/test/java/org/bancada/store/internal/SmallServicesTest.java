package org.bancada.store.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

import org.bancada.core.DataFolder;
import org.bancada.core.ProblemException;
import org.bancada.core.query.Query;
import org.bancada.store.AuditEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallServicesTest {
    @TempDir
    private Path root;
    private DataFolder folder;
    private SqliteDatabase database;

    @BeforeEach
    void open() {
        folder = new DataFolder(root);
        database = new SqliteDatabase(folder);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void settingsAreKept() throws Exception {
        StoredSettings settings = new StoredSettings(database);
        assertEquals("127.0.0.1:7470", settings.get("collector.listen", "127.0.0.1:7470"));
        settings.put("collector.listen", "0.0.0.0:80");
        settings.put("collector.listen", "0.0.0.0:81");
        settings.put("wake.target", "255.255.255.255");
        settings.remove("wake.target");
        settings.remove("wake.target");
        assertEquals(Map.of("collector.listen", "0.0.0.0:81"), new StoredSettings(database).all());
        assertThrows(ProblemException.class, () -> settings.put("big", "x".repeat(70_000)));
    }

    @Test
    void theAuditLogTellsNewestFirstAndByQuery() throws Exception {
        Instant now = Instant.parse("2026-11-21T10:00:00Z");
        StoredAuditLog log = new StoredAuditLog(database, InstantSource.fixed(now));
        log.append("ana", "reboot", List.of("lab1-01", "lab1-02"), "updates", "2 done");
        long open = log.begin("schedule night", "rollout start ubuntu", List.of(), "");
        List<AuditEntry> all = log.entries(Query.parse("*"), 10);
        assertEquals(List.of("rollout start ubuntu", "reboot"), all.stream().map(AuditEntry::what).toList());
        assertEquals(new AuditEntry(1, now, "ana", "reboot", List.of("lab1-01", "lab1-02"), "updates", "2 done"), all.get(1));
        assertEquals("", all.get(0).result());
        log.end(open, "6 confirmed");
        assertEquals("6 confirmed", log.entries(Query.parse("who: schedule*"), 10).get(0).result());
        assertEquals(1, log.entries(Query.parse("node: lab1-02 and who: ana"), 10).size());
        assertEquals(1, log.entries(Query.parse("*"), 1).size());
    }

    @Test
    void theAuditLogCannotBeRewritten() throws Exception {
        StoredAuditLog log = new StoredAuditLog(database);
        log.append("ana", "reboot", List.of("lab1-01"), "", "1 done");
        for (String sql : List.of("DELETE FROM audit_entry", "UPDATE audit_entry SET who = 'eve'", "UPDATE audit_entry SET result = 'x'")) {
            assertThrows(ProblemException.class, () -> database.execute(c -> c.createStatement().executeUpdate(sql)));
        }
        assertEquals("1 done", log.entries(Query.parse("*"), 10).get(0).result());
    }

    @Test
    void secretsAreKeptEncryptedAndPrivate() throws Exception {
        KeyStoreSecrets secrets = new KeyStoreSecrets(folder);
        char[] passphrase = "correct horse bætt€ry".toCharArray();
        secrets.put("ssh.passphrase", passphrase);
        secrets.put("other", new char[] {'x'});
        assertArrayEquals(passphrase, new KeyStoreSecrets(folder).get("ssh.passphrase").orElseThrow());
        assertEquals(Set.of("other", "ssh.passphrase"), secrets.names());
        secrets.remove("other");
        secrets.remove("other");
        assertEquals(Optional.empty(), secrets.get("other"));
        for (String name : List.of("secrets.p12", "secrets.key")) {
            Path file = root.resolve("keys").resolve(name);
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            assertFalse(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains("horse"));
        }
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("keys"))));
    }

    @Test
    void aDamagedOrForeignKeyStoreIsSaidAndKept() throws Exception {
        KeyStoreSecrets secrets = new KeyStoreSecrets(folder);
        secrets.put("a", "b".toCharArray());
        Path store = root.resolve("keys/secrets.p12");
        byte[] before = Files.readAllBytes(store);
        Files.writeString(root.resolve("keys/secrets.key"), "another key");
        ProblemException foreign = assertThrows(ProblemException.class, () -> secrets.get("a"));
        assertEquals(store.toString(), foreign.problem().where());
        assertThrows(ProblemException.class, () -> secrets.put("a", "c".toCharArray()));
        Files.delete(root.resolve("keys/secrets.key"));
        assertThrows(ProblemException.class, () -> secrets.put("a", "c".toCharArray()));
        assertArrayEquals(before, Files.readAllBytes(store));
        Files.writeString(store, "garbage");
        assertThrows(ProblemException.class, secrets::names);
    }

    @Test
    void secretsRefuseOddNamesAndSizes() {
        KeyStoreSecrets secrets = new KeyStoreSecrets(folder);
        for (String name : List.of("", "UPPER", "a/b", "x".repeat(101))) {
            assertThrows(ProblemException.class, () -> secrets.put(name, new char[] {'x'}));
        }
        assertThrows(ProblemException.class, () -> secrets.put("a", new char[0]));
    }

    @Test
    void bothLanguagesSayTheSame() throws Exception {
        Properties english = new Properties();
        Properties portuguese = new Properties();
        try (var in = getClass().getResourceAsStream("messages.properties"); var other = getClass().getResourceAsStream("messages_pt_BR.properties")) {
            english.load(in);
            portuguese.load(other);
        }
        assertEquals(english.stringPropertyNames(), portuguese.stringPropertyNames());
        assertTrue(english.size() > 20);
    }
}
