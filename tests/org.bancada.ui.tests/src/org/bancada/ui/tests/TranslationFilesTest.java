package org.bancada.ui.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

/** The texts that our fragments bring for the platform's bundles. */
class TranslationFilesTest {
    private static final Pattern ARGUMENT = Pattern.compile("\\{\\d");

    @Test
    void everyKeyExistsInTheHostWithTheSameArguments() {
        List<String> wrong = new ArrayList<>();
        int files = 0;
        for (Texts texts : Texts.ofThePlatform()) {
            files++;
            for (Map.Entry<String, String> entry : texts.portuguese().entrySet()) {
                String english = texts.english().get(entry.getKey());
                if (english == null) {
                    wrong.add(texts.name() + ": no key " + entry.getKey());
                } else if (!arguments(english).equals(arguments(entry.getValue()))) {
                    wrong.add(texts.name() + ": other arguments in " + entry.getKey());
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(files >= 20, "only " + files + " translated files were found");
    }

    private static TreeSet<String> arguments(String text) {
        TreeSet<String> found = new TreeSet<>();
        ARGUMENT.matcher(text).results().forEach(m -> found.add(m.group()));
        return found;
    }
}
