package org.bancada.ui.kit;

import org.bancada.core.Messages;

/** The texts of this package. */
final class KitText {
    private static final Messages MESSAGES = Messages.beside(KitText.class);

    private KitText() {
    }

    static String get(String key, Object... arguments) {
        return MESSAGES.text(key, arguments);
    }
}
