package org.bancada.cli.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.CancellationException;

import org.bancada.cli.Verb;
import org.bancada.cli.internal.verbs.AllVerbs;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.junit.jupiter.api.Test;

class CommandLinesTest {
    private final TestVerbs verbs = AllVerbs.in(new TestVerbs());

    @Test
    void helpNeedsNoDataAndListsEveryVerb() {
        assertEquals(0, verbs.run("--help"));
        String help = verbs.out();
        for (String words : verbs.words()) {
            assertTrue(help.lines().anyMatch(l -> l.startsWith("  " + words + "  ") && l.length() > words.length() + 10), words);
        }
        assertEquals("", verbs.err());
        assertEquals(0, verbs.run("help"));
        assertEquals(help, verbs.out());
    }

    @Test
    void helpOfOneVerb() {
        String expected = """
                Pin the SSH host key that a node presents
                Usage: bancada hostkey accept [-hny] [--json] [--fingerprint=SHA256:...] NODE

                      NODE        The node's name or UUID.

                      --fingerprint=SHA256:...
                                  Pin it only when this is its fingerprint.
                  -h, --help      Show this.
                      --json      Print for programs: one JSON document, or one a line where it
                                    streams.
                  -n, --dry-run   Show the plan and change nothing.
                  -y, --yes       Do not ask. Scripts, whose standard input is no terminal, are
                                    never asked.
                """;
        assertEquals(0, verbs.run("hostkey", "accept", "--help"));
        assertEquals(expected, verbs.out());
        assertEquals(0, verbs.run("help", "hostkey", "accept"));
        assertEquals(expected, verbs.out());
    }

    @Test
    void helpInPortuguese() {
        verbs.locale = Locale.forLanguageTag("pt-BR");
        assertEquals(0, verbs.run("wake", "--help"));
        String help = verbs.out();
        assertTrue(help.startsWith("Acorda nós\nUso: bancada wake "), help);
        assertEquals(2, verbs.run("wake"));
        assertEquals("bancada: Falta: SELECTOR\nVeja: bancada wake --help\n", verbs.err());
    }

    @Test
    void everyVerbHasItsOwnHelpInBothLanguages() {
        for (Locale locale : new Locale[] {Locale.ENGLISH, Locale.forLanguageTag("pt-BR")}) {
            verbs.locale = locale;
            for (String words : verbs.words()) {
                assertEquals(0, verbs.run((words + " --help").split(" ")), words);
                String help = verbs.out();
                assertTrue(help.lines().count() > 3, help);
                // An option without a text ends its line with its own name.
                help.lines().skip(2).filter(l -> l.matches("  +(-\\w, )?--?[\\w-]+ *")).findFirst()
                        .ifPresent(l -> assertTrue(false, words + " explains nothing in " + locale + ": " + l));
            }
        }
    }

    @Test
    void aGroupShowsItsVerbs() {
        assertEquals(2, verbs.run("rollout"));
        assertTrue(verbs.err().contains("rollout start"));
        assertEquals(0, verbs.run("rollout", "--help"));
        String help = verbs.out();
        assertTrue(help.contains("  rollout start ") && !help.contains("hostkey"), help);
    }

    @Test
    void whatCannotBeMeantIsAUsageError() {
        String[][] wrong = {{}, {"frobnicate"}, {"rollout", "frobnicate"}, {"nodes", "--frob"}, {"nodes", "a", "b"}, {"run", "x"}, {"rollout", "start", "img"},
                {"run", "--timeout", "soon", "x", "--", "true"}, {"run", "--timeout", "99999999d", "x", "--", "true"}, {"node", "--changes", "many", "n"},
                {"nodes", "--json", "--json"}, {"nodes", "name: ("}, {"rollout", "start", "--success", "200", "i", "*"}, {"deferred", "cancel", "one"}};
        for (String[] words : wrong) {
            assertEquals(2, verbs.run(words), String.join(" ", words));
            assertEquals("", verbs.out());
            assertTrue(!verbs.err().isEmpty(), String.join(" ", words));
        }
        verbs.run("nodes", "--frob");
        assertEquals("bancada: Unknown option: --frob\nSee: bancada nodes --help\n", verbs.err());
        verbs.run("run", "--timeout", "soon", "x", "--", "true");
        assertEquals("bancada: --timeout: \"soon\" is no duration; write 90s, 5m, 2h or 7d.\nSee: bancada run --help\n", verbs.err());
        verbs.run("nodes", "name: (");
        assertTrue(verbs.err().endsWith("\n    name: (\n           ^\n"));
    }

    @Test
    void aProblemSaysWhatWhereAndWhatNext() {
        assertEquals(1, verbs.run("nodes"));
        assertEquals("bancada: Fleet: no engine. Try again.\n", verbs.err());
    }

    @Test
    void whateverAVerbThrowsTheProgramLives() {
        verbs.does("io", invocation -> {
            throw new IOException("disk full");
        }).does("cancel", invocation -> {
            throw new CancellationException();
        }).does("defect", invocation -> {
            throw new IllegalStateException("oops");
        }).does("problem", invocation -> {
            throw new ProblemException(new Problem("It is broken.", "here", ""));
        }).does("three", invocation -> 1);
        for (String words : new String[] {"io", "cancel", "defect", "problem", "three"}) {
            assertEquals(Verb.FAILED, verbs.run(words), words);
        }
        assertEquals("""
                bancada: Reading or writing failed: disk full
                bancada: Cancelled.
                bancada: This is a defect in Bancada: java.lang.IllegalStateException: oops. The details are in the log.
                bancada: here: It is broken.
                """, verbs.err());
    }

    @Test
    void theVersion() {
        assertEquals(0, verbs.run("--version"));
        assertEquals("bancada 9.9\n", verbs.out());
    }
}
