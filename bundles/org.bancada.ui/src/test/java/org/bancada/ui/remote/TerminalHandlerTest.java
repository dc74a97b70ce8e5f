package org.bancada.ui.remote;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;

import org.bancada.core.ProblemException;
import org.junit.jupiter.api.Test;

class TerminalHandlerTest {
    @Test
    void theCommandCanBePastedIntoAShell() {
        assertEquals("ssh -p 22 'a b' 'it'\\''s' root@10.0.0.1", TerminalHandler.quoted(List.of("ssh", "-p", "22", "a b", "it's", "root@10.0.0.1")));
        assertEquals("'$(reboot)' ''", TerminalHandler.quoted(List.of("$(reboot)", "")));
    }

    @Test
    void aTerminalThatFailsAtOnceSaysWhy() {
        TerminalProgram terminals = new TerminalProgram(Duration.ofSeconds(10));
        ProblemException failed = assertThrows(ProblemException.class,
                () -> terminals.open(List.of("sh", "-c", "echo cannot open display >&2; exit 3"), "ssh n1"));
        assertTrue(failed.problem().what().contains("cannot open display") && failed.problem().what().contains("3"), failed.problem().what());
        assertTrue(failed.problem().cure().contains("ssh n1"), failed.problem().cure());
        ProblemException hostile = assertThrows(ProblemException.class,
                () -> terminals.open(List.of("sh", "-c", "head -c 1000000 /dev/zero | tr '\\\\0' '\\\\033'; exit 1"), "ssh n1"));
        assertTrue(hostile.problem().what().length() < 3000 && !hostile.problem().what().contains("\u001b"), hostile.problem().what());
        assertThrows(ProblemException.class, () -> terminals.open(List.of("/no/such/terminal"), "ssh n1"));
        assertDoesNotThrow(() -> terminals.open(List.of("true"), "ssh n1"));
    }
}
