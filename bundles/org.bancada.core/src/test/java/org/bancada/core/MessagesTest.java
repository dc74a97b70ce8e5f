package org.bancada.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Properties;

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
    void bothFilesHaveTheSameKeys() throws Exception {
        Properties english = load("messages.properties");
        Properties portuguese = load("messages_pt_BR.properties");
        assertEquals(english.stringPropertyNames(), portuguese.stringPropertyNames());
        assertTrue(english.size() > 10);
    }

    private static Properties load(String name) throws Exception {
        Properties properties = new Properties();
        try (Reader reader = new InputStreamReader(Query.class.getResourceAsStream(name), StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        return properties;
    }
}
