package org.bancada.practice.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.bancada.core.Messages;
import org.junit.jupiter.api.Test;

class TextsTest {

    @Test
    void bothLanguagesSayTheSameThings() throws IOException {
        assertEquals(properties("messages.properties").keySet(), properties("messages_pt_BR.properties").keySet());
    }

    @Test
    void everyErrorOfTheScriptHasWordsAndACure() throws IOException {
        for (String file : new String[] {"bin/lab", "lib/lab.sh", "lib/node.sh", "lib/start.sh", "lib/faults.sh"}) {
            Matcher codes = Pattern.compile("\\bfail ([a-z]+(-[a-z]+)*)").matcher(Files.readString(Repository.root().resolve("practice-lab").resolve(file)));
            while (codes.find()) {
                for (Locale locale : new Locale[] {Locale.ENGLISH, Locale.forLanguageTag("pt-BR")}) {
                    for (String key : new String[] {"error." + codes.group(1), "error." + codes.group(1) + ".cure"}) {
                        String text = Messages.beside(Texts.class).text(locale, key, "DETAIL", "MISSING", "PACKAGES");
                        assertFalse(text.startsWith("!") || text.contains("''") || text.contains("{"), file + " " + key + ": " + text);
                    }
                }
            }
        }
    }

    @Test
    void numbersReadWell() {
        Messages messages = Messages.beside(Texts.class);
        assertEquals("Start the practice lab with 1 node in X", messages.text(Locale.ENGLISH, "start.title", 1, "X"));
        assertEquals("Iniciar o laboratório de prática com 6 nós em X", messages.text(Locale.forLanguageTag("pt-BR"), "start.title", 6, "X"));
    }

    private static Properties properties(String name) throws IOException {
        Path file = Repository.root().resolve("bundles/org.bancada.practice/src/main/resources/org/bancada/practice/internal").resolve(name);
        Properties properties = new Properties();
        try (Reader reader = new StringReader(Files.readString(file, StandardCharsets.UTF_8))) {
            properties.load(reader);
        }
        return properties;
    }
}
