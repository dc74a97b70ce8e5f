package org.bancada.ui.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both languages are complete, and every text that the code asks for is there. */
class MessagesTest {
    private static final Path SOURCES = Path.of("src/main/java/org/bancada/ui");
    private static final Path TEXTS = Path.of("src/main/resources/org/bancada/ui");
    private static final Pattern USE = Pattern.compile("\\w+Text\\.get\\((?:\\w+ \\? )?\"([\\w.]+)\"[,)]");

    @ParameterizedTest
    @ValueSource(strings = {"kit", "fleet", "remote", "image", "rollout"})
    void bothLanguagesHaveTheSameTexts(String part) throws IOException {
        Properties english = load(TEXTS.resolve(part + "/messages.properties"));
        Properties portuguese = load(TEXTS.resolve(part + "/messages_pt_BR.properties"));
        assertEquals(new TreeSet<>(english.stringPropertyNames()), new TreeSet<>(portuguese.stringPropertyNames()));
        for (String key : english.stringPropertyNames()) {
            assertEquals(arguments(english.getProperty(key)), arguments(portuguese.getProperty(key)), key);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"kit", "fleet", "remote", "image", "rollout"})
    void everyTextThatIsAskedForIsThere(String part) throws IOException {
        Properties english = load(TEXTS.resolve(part + "/messages.properties"));
        Set<String> missing = new TreeSet<>();
        for (Path source : list(SOURCES.resolve(part))) {
            Matcher use = USE.matcher(Files.readString(source));
            while (use.find()) {
                if (!english.containsKey(use.group(1))) {
                    missing.add(source.getFileName() + ": " + use.group(1));
                }
            }
        }
        assertEquals(Set.of(), missing);
    }

    @Test
    void patternsAreWellFormed() throws IOException {
        for (Path file : list(TEXTS)) {
            load(file).forEach((key, value) -> {
                if (value.toString().contains("{")) {
                    String shown = new MessageFormat(value.toString()).format(new Object[] {1L, 2L, 3L, 4L, 5L});
                    assertTrue(!shown.contains("{") && !shown.contains("|"), () -> file + " " + key + ": " + shown);
                }
            });
        }
    }

    @Test
    void contributionsHaveBothLanguages() throws IOException {
        Set<String> used = new TreeSet<>(Set.of("bundle.name", "bundle.vendor"));
        Matcher use = Pattern.compile("\"%([^\"]+)\"").matcher(Files.readString(Path.of("plugin.xml")));
        while (use.find()) {
            used.add(use.group(1));
        }
        assertEquals(used, new TreeSet<>(load(Path.of("OSGI-INF/l10n/bundle.properties")).stringPropertyNames()));
        assertEquals(used, new TreeSet<>(load(Path.of("OSGI-INF/l10n/bundle_pt_BR.properties")).stringPropertyNames()));
    }

    private static Set<String> arguments(String pattern) {
        Set<String> arguments = new TreeSet<>();
        Matcher argument = Pattern.compile("\\{(\\d)").matcher(pattern);
        while (argument.find()) {
            arguments.add(argument.group(1));
        }
        return arguments;
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static Properties load(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return properties;
    }
}
