package org.bancada.ui.fleet;

import org.bancada.core.Messages;

/** The texts of this package. */
final class FleetText {
    private static final Messages MESSAGES = Messages.beside(FleetText.class);

    private FleetText() {
    }

    static String get(String key, Object... arguments) {
        return MESSAGES.text(key, arguments);
    }
}
