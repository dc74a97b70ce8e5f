package org.bancada.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;

import org.bancada.core.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderCheckTest {
    private static final Path PACK = Path.of("").toAbsolutePath().resolve("../../examples/vendor-pack/profiles").normalize();

    @TempDir
    Path folder;

    @Test
    void theExampleVendorPackIsGood() throws Exception {
        FolderCheck.Result result = FolderCheck.of(PACK, Samples.library());
        assertTrue(result.isGood(), result.toString());
        assertEquals(1, result.models().size());
    }

    @Test
    void aPlanThatDiffersIsNamedWithItsLine() throws Exception {
        Path acme = Files.createDirectories(folder.resolve("acme"));
        for (String end : new String[] { "profile", "facts", "plan" }) {
            Files.copy(PACK.resolve("acme/desk-100." + end), acme.resolve("desk-100." + end));
        }
        Path facts = acme.resolve("desk-100.facts");
        Files.writeString(facts, Files.readString(facts).replaceFirst("ram.kib=.*", "ram.kib=4194304"));
        FolderCheck.Result result = FolderCheck.of(folder, Samples.library());
        assertFalse(result.isGood());
        assertEquals(acme.resolve("desk-100.plan") + ":5", result.problems().getFirst().where());
        assertTrue(result.problems().getFirst().what().contains("memory.mib=3196"), result.problems().getFirst().what());
    }

    @Test
    void linksAreNotFollowedAndWhatIsNoFolderIsNamed() throws Exception {
        Files.createSymbolicLink(folder.resolve("passwd.profile"), Path.of("/etc/passwd"));
        assertEquals(0, FolderSource.read(folder).files().size());
        assertThrows(ProblemException.class, () -> FolderCheck.of(folder, Samples.library()));
        assertThrows(ProblemException.class, () -> FolderCheck.of(folder.resolve("nowhere"), Samples.library()));
    }
}
