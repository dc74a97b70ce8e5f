package org.bancada.ui.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class OutputTest {
    private final Output output = new Output();

    @Test
    void memoryIsBoundedAndSaysWhatIsGone() {
        for (int i = 0; i < 200_000; i++) {
            output.add(false, "line " + i);
        }
        Output.Part part = output.since(0);
        assertTrue(part.lines().size() <= Output.MOST + 5_000);
        assertEquals(200_000, part.end());
        assertEquals("line " + part.first(), part.lines().getFirst().text());
        assertEquals(part.first(), output.dropped());
    }

    @Test
    void aReaderGoesOnWhereItWas() {
        output.add(false, "one");
        long read = output.since(0).end();
        output.add(true, "two");
        assertEquals("two", output.since(read).lines().getFirst().text());
        assertTrue(output.since(read).lines().getFirst().error());
        assertEquals(0, output.since(output.since(read).end()).lines().size());
    }

    @Test
    void aHugeLineIsCut() {
        output.add(false, "x".repeat(1_000_000));
        assertTrue(output.since(0).lines().getFirst().text().length() < 5_000);
    }

    @Test
    void theLastLineIsNotBlank() {
        assertEquals("", output.last());
        output.add(false, "  done ");
        output.add(false, "");
        assertEquals("done", output.last());
    }
}
