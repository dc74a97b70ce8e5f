package org.bancada.ui.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;

class TerminalHandlerTest {
    @Test
    void theCommandCanBePastedIntoAShell() {
        assertEquals("ssh -p 22 'a b' 'it'\\''s' root@10.0.0.1", TerminalHandler.quoted(List.of("ssh", "-p", "22", "a b", "it's", "root@10.0.0.1")));
        assertEquals("'$(reboot)' ''", TerminalHandler.quoted(List.of("$(reboot)", "")));
    }
}
