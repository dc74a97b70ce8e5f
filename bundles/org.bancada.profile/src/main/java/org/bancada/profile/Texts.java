package org.bancada.profile;

import org.bancada.core.Messages;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;

/** What this engine says to people, in their language. */
final class Texts {
    private static final Messages MESSAGES = Messages.beside(Texts.class);

    private Texts() {
    }

    static String text(String key, Object... arguments) {
        return MESSAGES.text(key, arguments);
    }

    /** A text that need not be there; empty then. */
    static String optional(String key) {
        String text = MESSAGES.text(key);
        return text.startsWith("!") ? "" : text;
    }

    /** The problem {@code KEY}, with the next step {@code KEY.cure}. */
    static Problem problem(String where, String key, Object... arguments) {
        return new Problem(text(key, arguments), where, text(key + ".cure", arguments));
    }

    static ProblemException failure(String where, String key, Object... arguments) {
        return new ProblemException(problem(where, key, arguments));
    }
}
