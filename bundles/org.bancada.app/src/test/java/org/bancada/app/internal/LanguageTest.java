package org.bancada.app.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

import org.bancada.core.DataFolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LanguageTest {
    private static final String CLEAR = "clearPersistedState";
    private final Locale locale = Locale.getDefault();
    @TempDir
    private Path root;
    private DataFolder data;

    @BeforeEach
    void makeFolder() throws IOException {
        data = new DataFolder(root);
        Files.createDirectories(root.resolve("workbench"));
    }

    @AfterEach
    void putBack() {
        Locale.setDefault(locale);
        System.clearProperty(CLEAR);
    }

    @Test
    void theChoiceLiesWhereTheStartScriptReadsIt() throws IOException {
        Language.PORTUGUESE.choose(data);
        assertEquals("pt_BR\n", Files.readString(root.resolve("workbench/language")));
        assertEquals(Language.PORTUGUESE, Language.chosen(data));
        Language.SYSTEM.choose(data);
        assertFalse(Files.exists(root.resolve("workbench/language")));
        assertEquals(Language.SYSTEM, Language.chosen(data));
    }

    @Test
    void aWordThatIsNoLanguageMeansTheSystems() throws IOException {
        Files.writeString(root.resolve("workbench/language"), "klingon");
        assertEquals(Language.SYSTEM, Language.chosen(data));
    }

    @Test
    void savedWindowsAreDroppedOnlyWhenTheLanguageChanges() {
        Locale.setDefault(Locale.US);
        Language.clearStateOfAnother(data);
        Language.clearStateOfAnother(data);
        assertNull(System.getProperty(CLEAR));
        Locale.setDefault(Locale.of("pt", "BR"));
        Language.clearStateOfAnother(data);
        assertEquals("true", System.getProperty(CLEAR));
    }
}
