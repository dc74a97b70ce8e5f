package org.bancada.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

class ArgumentsTest {

    private static Arguments parse(String... words) throws Exception {
        List<String> all = new ArrayList<>(List.of("--home", "/opt/bancada"));
        all.addAll(List.of(words));
        return Arguments.parse(all, Map.of("XDG_DATA_HOME", "/xdg"));
    }

    @Test
    void theDataFolderIsTakenOutWhereverItStands() throws Exception {
        for (String[] words : List.of(new String[] {"--data", "/d", "nodes", "--json"}, new String[] {"nodes", "--data=/d", "--json"},
                new String[] {"nodes", "--json", "--data", "/d"})) {
            Arguments arguments = parse(words);
            assertEquals(Path.of("/d"), arguments.data());
            assertEquals(List.of("nodes", "--json"), arguments.rest());
            assertEquals(Path.of("/d/bancada.sock"), arguments.socket());
        }
    }

    @Test
    void whatANodeIsToRunIsLeftAlone() throws Exception {
        Arguments arguments = parse("run", "*", "--", "prog", "--data", "/x", "--home", "/y");
        assertEquals(Path.of("/xdg/bancada"), arguments.data());
        assertEquals(List.of("run", "*", "--", "prog", "--data", "/x", "--home", "/y"), arguments.rest());
    }

    @Test
    void aRelativeXdgFolderIsIgnored() throws Exception {
        Arguments arguments = Arguments.parse(List.of("--home", "/h", "nodes"), Map.of("XDG_DATA_HOME", "relative"));
        assertEquals(Path.of(System.getProperty("user.home"), ".local", "share", "bancada"), arguments.data());
    }

    @Test
    void anOptionWithoutItsValueIsAUsageError() {
        assertThrows(Arguments.UsageException.class, () -> parse("nodes", "--data"));
        assertThrows(Arguments.UsageException.class, () -> parse("nodes", "--data="));
        assertThrows(Arguments.UsageException.class, () -> parse("nodes", "--data", ""));
        assertThrows(Arguments.UsageException.class, () -> parse("nodes", "--data", "a\0b"));
        assertThrows(Arguments.UsageException.class, () -> Arguments.parse(List.of("nodes"), Map.of()));
    }
}
