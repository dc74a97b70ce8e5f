package org.bancada.image.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.bancada.core.DataFolder;
import org.bancada.core.Operation;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.image.SigningKeys;
import org.bancada.image.SigningKeys.Role;
import org.bancada.store.internal.SqliteDatabase;
import org.bancada.store.internal.StoredAuditLog;

/** What nodes do with the list is tested with the node scripts; here: who signs, and who is on the list, at every moment of a rotation. */
class KeyRotationTest {
    @TempDir
    Path root;
    private SqliteDatabase database;
    private ReleaseKeys release;
    private SigningKeys keys;

    @BeforeEach
    void open() throws Exception {
        DataFolder folder = new DataFolder(root);
        database = new SqliteDatabase(folder);
        keys = new ImageCatalogue(folder, database, new StoredAuditLog(database)).signingKeys();
        release = new ReleaseKeys(folder.keys());
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static void run(Operation<Void> operation) throws Exception {
        operation.run(operation.plan(), Progress.none());
    }

    private List<Role> roles() throws Exception {
        return keys.keys().stream().map(SigningKeys.Key::role).toList();
    }

    private String signer() throws Exception {
        return keys.keys().getFirst().fingerprint();
    }

    /** Whether what is signed now is trusted by a node with this list. */
    private boolean trusted(String signers) throws Exception {
        Path work = Files.createTempDirectory(root, "check");
        release.sign("manifest=1\n", work);
        Path list = Files.writeString(work.resolve("signers"), signers);
        Process verify = new ProcessBuilder("ssh-keygen", "-Y", "verify", "-f", list.toString(), "-I", "release", "-n", "bancada-manifest", "-s",
                work.resolve("manifest.sig").toString()).redirectInput(work.resolve("manifest").toFile()).redirectErrorStream(true).start();
        verify.getInputStream().readAllBytes();
        return verify.waitFor() == 0;
    }

    @Test
    void aRotationKeepsBothKeysTrustedUntilTheFormerIsRetired() throws Exception {
        String first = signer();
        String oldList = Files.readString(keys.signersFile());
        assertEquals(List.of(Role.SIGNS), roles());
        run(keys.prepare());
        assertEquals(List.of(Role.SIGNS, Role.NEXT), roles());
        assertEquals(first, signer());
        String bothList = Files.readString(keys.signersFile());
        assertEquals(2, bothList.lines().count());
        assertTrue(trusted(oldList) && trusted(bothList), "before the rotation every node trusts what is signed");
        run(keys.rotate());
        assertEquals(List.of(Role.SIGNS, Role.FORMER), roles());
        assertFalse(first.equals(signer()));
        assertFalse(trusted(oldList), "a node that has not got the new list");
        assertTrue(trusted(bothList));
        run(keys.retire(first.substring(0, 20)));
        assertEquals(List.of(Role.SIGNS), roles());
        String newList = Files.readString(keys.signersFile());
        assertEquals(1, newList.lines().count());
        assertTrue(trusted(newList));
    }

    @Test
    void aRotationThatIsCutOffIsFinished() throws Exception {
        run(keys.prepare());
        String next = keys.keys().getLast().fingerprint();
        Files.move(root.resolve("keys/release-next"), root.resolve("keys/release"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertTrue(trusted(release.allowedSigners()), "in between, too, what is signed is trusted");
        assertEquals(next, signer());
        assertEquals(List.of(Role.SIGNS), roles());
    }

    @Test
    void nothingIsRotatedOrRetiredByMistake() throws Exception {
        assertThrows(ProblemException.class, () -> run(keys.rotate()), "there is no next key");
        assertThrows(ProblemException.class, () -> run(keys.retire(signer())), "it signs");
        assertThrows(ProblemException.class, () -> run(keys.retire("SHA256:")), "there is more than one, or the one that signs");
        assertThrows(ProblemException.class, () -> run(keys.retire("")));
        run(keys.prepare());
        assertThrows(ProblemException.class, () -> run(keys.prepare()), "it is made already");
        String next = keys.keys().getLast().fingerprint();
        run(keys.retire(next));
        assertEquals(List.of(Role.SIGNS), roles());
        assertFalse(Files.exists(root.resolve("keys/release-next")));
    }
}
