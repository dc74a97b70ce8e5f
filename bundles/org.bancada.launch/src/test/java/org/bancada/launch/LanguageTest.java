package org.bancada.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import java.util.Map;

import org.junit.jupiter.api.Test;

class LanguageTest {

    @Test
    void theVariablesCountInTheirOrder() {
        Locale brazil = Locale.forLanguageTag("pt-BR");
        assertEquals(brazil, Language.of(Map.of("LANG", "pt_BR.UTF-8")));
        assertEquals(brazil, Language.of(Map.of("LANG", "de_DE", "LC_ALL", "pt_BR.UTF-8@euro")));
        assertEquals(brazil, Language.of(Map.of("LC_ALL", "C.UTF-8", "BANCADA_LANGUAGE", "pt_BR")));
        assertEquals(brazil, Language.of(Map.of("LC_ALL", "", "LANG", "pt_BR")));
    }

    @Test
    void withoutAWordItIsEnglish() {
        for (String nothing : new String[] {"", "C", "C.UTF-8", "POSIX", "?!", "x"}) {
            assertEquals(Locale.ENGLISH, Language.of(Map.of("LANG", nothing)), nothing);
        }
        assertEquals(Locale.ENGLISH, Language.of(Map.of()));
    }
}
