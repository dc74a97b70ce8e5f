package org.bancada.ui.log;

import org.bancada.core.Messages;

/** The texts of this package. */
final class LogText {
    private static final Messages MESSAGES = Messages.beside(LogText.class);

    private LogText() {
    }

    static String get(String key, Object... arguments) {
        return MESSAGES.text(key, arguments);
    }
}
