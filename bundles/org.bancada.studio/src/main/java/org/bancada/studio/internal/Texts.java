package org.bancada.studio.internal;

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

    static ProblemException problem(String where, String key, Object... arguments) {
        return new ProblemException(new Problem(text(key, arguments), where, text(key + ".cure", arguments)));
    }
}
