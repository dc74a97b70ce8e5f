package org.bancada.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.bancada.core.query.Query;
import org.junit.jupiter.api.Test;

class MessagesTest {
    private static final Locale PORTUGUESE = Locale.of("pt", "BR");
    private final Messages messages = Messages.beside(Query.class);

    @Test
    void speaksBothLanguages() {
        assertEquals("A value is missing here.", messages.text(Locale.ENGLISH, "value.missing"));
        assertEquals("Falta um valor aqui.", messages.text(PORTUGUESE, "value.missing"));
        assertEquals("Estas aspas nunca são fechadas.", messages.text(PORTUGUESE, "quote.open"));
    }

    @Test
    void fallsBackToEnglishNotToTheMachinesLanguage() {
        Locale before = Locale.getDefault();
        Locale.setDefault(PORTUGUESE);
        try {
            assertEquals("A value is missing here.", messages.text(Locale.GERMAN, "value.missing"));
            assertEquals("Falta um valor aqui.", messages.text("value.missing"));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void fillsInArgumentsAndNamesAMissingKey() {
        assertEquals("\"and\" or \"or\" is missing before \"x'{0}\".", messages.text(Locale.ENGLISH, "operator.missing", "x'{0}"));
        assertEquals("!no.such.key!", messages.text("no.such.key"));
    }

    @Test
    void speaksThePersonsLanguageInTheThreadsThatWorkForHer() throws Exception {
        String text = Language.during(PORTUGUESE, () -> {
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                return threads.submit(() -> messages.text("value.missing")).get();
            } catch (InterruptedException | ExecutionException failed) {
                throw new AssertionError(failed);
            }
        });
        assertEquals("Falta um valor aqui.", text);
        assertEquals(Locale.getDefault(), Language.current());
        assertThrows(IllegalStateException.class, () -> Language.during(PORTUGUESE, () -> {
            throw new IllegalStateException();
        }));
        assertEquals(Locale.getDefault(), Language.current());
    }
}
