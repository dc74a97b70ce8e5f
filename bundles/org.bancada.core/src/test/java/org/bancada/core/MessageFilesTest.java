package org.bancada.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** All texts for people, of all bundles: each one exists in English and in Brazilian Portuguese, with the same arguments and mnemonics. */
class MessageFilesTest {
    private static final String PORTUGUESE = "_pt_BR.properties";
    private static final Pattern FILE_OF_TEXTS = Pattern.compile("(messages|plugin|bundle)(_pt_BR)?\\.properties");
    private static final Pattern ARGUMENT = Pattern.compile("\\{(\\d)");

    @Test
    void everyTextExistsInBothLanguages() throws IOException {
        List<String> wrong = new ArrayList<>();
        int pairs = 0;
        for (Path english : files()) {
            Path portuguese = english.resolveSibling(english.getFileName().toString().replace(".properties", PORTUGUESE));
            if (Files.exists(portuguese)) {
                pairs++;
                compare(english, read(english), read(portuguese), wrong);
            } else {
                wrong.add(english + ": no Portuguese file");
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(pairs >= 5, "only " + pairs + " pairs of files were found");
    }

    private static void compare(Path file, Properties english, Properties portuguese, List<String> wrong) {
        Set<String> keys = new TreeSet<>(english.stringPropertyNames());
        keys.addAll(portuguese.stringPropertyNames());
        for (String key : keys) {
            String a = english.getProperty(key);
            String b = portuguese.getProperty(key);
            if (a == null || b == null) {
                wrong.add(file + ": " + key + " is missing in " + (a == null ? "English" : "Portuguese"));
            } else if (a.isBlank() != b.isBlank()) {
                wrong.add(file + ": " + key + " is empty in one language");
            } else if (!arguments(a).equals(arguments(b))) {
                wrong.add(file + ": " + key + " has other arguments in Portuguese");
            } else if (hasMnemonic(a) != hasMnemonic(b)) {
                wrong.add(file + ": " + key + " has a mnemonic in one language only");
            } else if (!arguments(a).isEmpty()) {
                checkPattern(file, key, a, wrong);
                checkPattern(file, key, b, wrong);
            }
        }
    }

    /** An apostrophe that is not doubled swallows the arguments after it. */
    private static void checkPattern(Path file, String key, String text, List<String> wrong) {
        try {
            Object[] arguments = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
            if (new MessageFormat(text).format(arguments).matches(".*\\{\\d.*")) {
                wrong.add(file + ": " + key + " has an apostrophe that is not doubled: " + text);
            }
        } catch (IllegalArgumentException broken) {
            wrong.add(file + ": " + key + " is no pattern: " + text);
        }
    }

    private static Set<String> arguments(String text) {
        Set<String> found = new TreeSet<>();
        ARGUMENT.matcher(text).results().forEach(m -> found.add(m.group(1)));
        return found;
    }

    private static boolean hasMnemonic(String text) {
        return text.matches("(?s).*&[\\p{L}\\d].*");
    }

    private static List<Path> files() throws IOException {
        Path bundles = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(bundles.resolve("bundles").resolve("org.bancada.core"))) {
            bundles = bundles.getParent();
        }
        try (Stream<Path> all = Files.walk(bundles.resolve("bundles"))) {
            return all.filter(f -> FILE_OF_TEXTS.matcher(f.getFileName().toString()).matches() && !f.toString().endsWith(PORTUGUESE))
                    .filter(f -> Stream.of("target", "bin-classes", "test").noneMatch(n -> f.toString().contains("/" + n + "/"))).sorted().toList();
        }
    }

    private static Properties read(Path file) throws IOException {
        Properties texts = new Properties();
        try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            texts.load(in);
        }
        return texts;
    }
}
