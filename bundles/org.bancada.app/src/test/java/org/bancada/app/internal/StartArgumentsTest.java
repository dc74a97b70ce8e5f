package org.bancada.app.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

class StartArgumentsTest {

    @Test
    void theDataFolderIsNamedByAnArgumentInEitherForm() {
        assertEquals(Path.of("/srv/lab"), of("--data", "/srv/lab").data());
        assertEquals(Path.of("/srv/lab"), of("-nl", "pt_BR", "--data=/srv/lab", "--other").data());
    }

    @Test
    void anArgumentWinsOverTheProperty() {
        assertEquals(Path.of("/a"), StartArguments.of(new String[] {"--data=/a"}, Map.of("bancada.data", "/b")::get).data());
        assertEquals(Path.of("/b"), StartArguments.of(new String[0], Map.of("bancada.data", "/b")::get).data());
    }

    @Test
    void withoutBothItIsBelowTheHomeFolderAndAbsolute() {
        Path data = of().data();
        assertTrue(data.isAbsolute() && data.endsWith("bancada"), data.toString());
    }

    @Test
    void aThemeIsOneOfThree() {
        assertEquals(Optional.of(Theme.DARK), of("--theme=dark").theme());
        assertEquals(Optional.empty(), of().theme());
        String message = assertThrows(IllegalArgumentException.class, () -> of("--theme=pink")).getMessage();
        assertTrue(message.contains("pink") && message.contains("light") && message.contains("dark"), message);
    }

    @Test
    void anOptionWithoutItsValueIsRefused() {
        String message = assertThrows(IllegalArgumentException.class, () -> of("--screenshots")).getMessage();
        assertTrue(message.contains("--screenshots"), message);
    }

    private static StartArguments of(String... arguments) {
        return StartArguments.of(arguments, key -> null);
    }
}
