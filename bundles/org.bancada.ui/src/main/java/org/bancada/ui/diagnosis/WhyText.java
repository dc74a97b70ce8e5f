package org.bancada.ui.diagnosis;

import org.bancada.core.Messages;

/** The texts of this package. */
final class WhyText {
    private static final Messages MESSAGES = Messages.beside(WhyText.class);

    private WhyText() {
    }

    static String get(String key, Object... arguments) {
        return MESSAGES.text(key, arguments);
    }
}
