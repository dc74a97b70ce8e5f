package org.bancada.ui.alert;

import org.bancada.core.Messages;

/** The texts of this package. */
final class AlertText {
    private static final Messages MESSAGES = Messages.beside(AlertText.class);

    private AlertText() {
    }

    static String get(String key, Object... arguments) {
        return MESSAGES.text(key, arguments);
    }
}
