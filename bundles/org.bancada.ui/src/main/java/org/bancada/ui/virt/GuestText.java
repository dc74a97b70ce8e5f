package org.bancada.ui.virt;

import org.bancada.core.Messages;

/** The texts of this package. */
final class GuestText {
    private static final Messages MESSAGES = Messages.beside(GuestText.class);

    private GuestText() {
    }

    static String get(String key, Object... arguments) {
        return MESSAGES.text(key, arguments);
    }
}
