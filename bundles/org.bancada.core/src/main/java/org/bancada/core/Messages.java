package org.bancada.core;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;

/**
 * Text for people, from {@code messages.properties} and {@code messages_pt_BR.properties} (UTF-8) in the package of a class.
 * Texts with arguments are {@link MessageFormat} patterns (an apostrophe is doubled there); texts without are taken as they are.
 * The language is {@link Language#current} at the time of the call.
 */
public final class Messages {
    private final String baseName;
    private final ClassLoader loader;

    private Messages(Class<?> anchor) {
        baseName = anchor.getPackageName() + ".messages";
        loader = anchor.getClassLoader();
    }

    /** The messages that stand beside {@code anchor}. */
    public static Messages beside(Class<?> anchor) {
        return new Messages(anchor);
    }

    public String text(String key, Object... arguments) {
        return text(Language.current(), key, arguments);
    }

    /** @return the text, or {@code !key!} when there is none (a test fails on that) */
    public String text(Locale locale, String key, Object... arguments) {
        String pattern;
        try {
            pattern = bundle(locale).getString(key);
        } catch (MissingResourceException missing) {
            return "!" + key + "!";
        }
        return arguments.length == 0 ? pattern : new MessageFormat(pattern, locale).format(arguments);
    }

    private ResourceBundle bundle(Locale locale) {
        // English is the root file: never fall back to the machine's language when English was asked for.
        ResourceBundle.Control control = ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
        return ResourceBundle.getBundle(baseName, locale, loader, control);
    }
}
