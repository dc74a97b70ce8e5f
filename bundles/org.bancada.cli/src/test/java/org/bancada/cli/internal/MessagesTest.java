package org.bancada.cli.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

class MessagesTest {
    private static final String[] PACKAGES = {"", "internal/", "internal/verbs/"};

    private static Properties load(String folder, String file) throws Exception {
        Properties properties = new Properties();
        try (InputStream source = MessagesTest.class.getResourceAsStream("/org/bancada/cli/" + folder + file)) {
            properties.load(new InputStreamReader(source, StandardCharsets.UTF_8));
        }
        return properties;
    }

    @Test
    void bothLanguagesSayTheSameThings() throws Exception {
        for (String folder : PACKAGES) {
            Properties english = load(folder, "messages.properties");
            Properties portuguese = load(folder, "messages_pt_BR.properties");
            assertEquals(new TreeSet<>(english.stringPropertyNames()), new TreeSet<>(portuguese.stringPropertyNames()), folder);
            for (String key : english.stringPropertyNames()) {
                assertEquals(placeholders(english.getProperty(key)), placeholders(portuguese.getProperty(key)), key);
            }
        }
    }

    private static TreeSet<String> placeholders(String text) {
        TreeSet<String> found = new TreeSet<>();
        Matcher matcher = Pattern.compile("\\{\\d\\}").matcher(text);
        while (matcher.find()) {
            found.add(matcher.group());
        }
        if (!found.isEmpty()) {
            new MessageFormat(text);
            assertTrue(!text.replace("''", "").contains("'"), "a single apostrophe swallows placeholders: " + text);
        }
        return found;
    }

    @Test
    void everyTextThatIsAskedForIsThere() throws Exception {
        Pattern use = Pattern.compile("(?:TEXT, |TEXT\\.text\\(|TEXT\\.text\\(locale, |Words\\.text\\(invocation, |say\\(invocation, )\"([a-z.A-Z-]+)\"");
        for (String folder : PACKAGES) {
            Properties english = load(folder, "messages.properties");
            try (Stream<Path> sources = Files.list(Path.of("src/main/java/org/bancada/cli/" + folder))) {
                for (Path source : sources.filter(f -> f.toString().endsWith(".java")).toList()) {
                    Matcher matcher = use.matcher(Files.readString(source));
                    while (matcher.find()) {
                        String key = matcher.group(1);
                        assertTrue(key.endsWith(".") || english.containsKey(key), source + " asks for " + key);
                    }
                }
            }
        }
    }
}
