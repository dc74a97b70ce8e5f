package org.bancada.remote.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Properties;

import org.junit.jupiter.api.Test;

class MessagesFilesTest {

    @Test
    void bothLanguagesSayTheSameThings() throws Exception {
        Properties english = load("messages.properties");
        Properties portuguese = load("messages_pt_BR.properties");
        assertEquals(english.stringPropertyNames(), portuguese.stringPropertyNames());
        for (String key : english.stringPropertyNames()) {
            assertEquals(new MessageFormat(english.getProperty(key)).getFormatsByArgumentIndex().length,
                    new MessageFormat(portuguese.getProperty(key)).getFormatsByArgumentIndex().length, key);
        }
    }

    private static Properties load(String name) throws Exception {
        Properties properties = new Properties();
        try (Reader reader = new InputStreamReader(SshRemote.class.getResourceAsStream(name), StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        return properties;
    }
}
