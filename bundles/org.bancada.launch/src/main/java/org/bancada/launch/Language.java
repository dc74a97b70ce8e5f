package org.bancada.launch;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The person's language. Java asks the C library, which knows none but the installed locales; the variables say it anyway. */
final class Language {
    private static final List<String> VARIABLES = List.of("BANCADA_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG");

    private Language() {
    }

    /** The first variable that is set counts (locale(7)), for example {@code pt_BR.UTF-8}; without any, English. */
    static Locale of(Map<String, String> environment) {
        for (String variable : VARIABLES) {
            String value = environment.getOrDefault(variable, "").replaceFirst("[.@].*", "");
            if (!value.isEmpty()) {
                Locale locale = Locale.forLanguageTag(value.replace('_', '-'));
                return locale.getLanguage().isEmpty() || value.equals("C") || value.equals("POSIX") ? Locale.ENGLISH : locale;
            }
        }
        return Locale.ENGLISH;
    }
}
