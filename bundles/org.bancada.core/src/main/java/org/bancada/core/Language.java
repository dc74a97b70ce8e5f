package org.bancada.core;

import java.util.Locale;
import java.util.function.Supplier;

/**
 * The language of the person for whom the current thread works. That is the language of the program, but where a command of another
 * process runs here: its person may read another one. Threads inherit it from the thread that makes them.
 */
public final class Language {
    private static final ThreadLocal<Locale> OF_THREAD = new InheritableThreadLocal<>();

    private Language() {
    }

    /** The language to write text for people in. */
    public static Locale current() {
        Locale own = OF_THREAD.get();
        return own == null ? Locale.getDefault() : own;
    }

    /** Does some work, and what threads it makes do, in a person's language. */
    public static <T> T during(Locale locale, Supplier<T> work) {
        Locale before = OF_THREAD.get();
        OF_THREAD.set(locale);
        try {
            return work.get();
        } finally {
            if (before == null) {
                OF_THREAD.remove();
            } else {
                OF_THREAD.set(before);
            }
        }
    }
}
