package org.bancada.rollout.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

class MessagesTest {

    private static Properties load(String name) throws Exception {
        Properties texts = new Properties();
        try (var reader = new InputStreamReader(RolloutEngine.class.getResourceAsStream(name), StandardCharsets.UTF_8)) {
            texts.load(reader);
        }
        return texts;
    }

    @Test
    void bothLanguagesHaveTheSameKeysAndArguments() throws Exception {
        Properties english = load("messages.properties");
        Properties portuguese = load("messages_pt_BR.properties");
        assertEquals(new TreeSet<>(english.keySet()), new TreeSet<>(portuguese.keySet()));
        english.forEach((key, text) -> {
            for (int argument = 0; argument < 5; argument++) {
                assertEquals(text.toString().contains("{" + argument + "}"), portuguese.get(key).toString().contains("{" + argument + "}"), key.toString());
            }
        });
    }
}
