package org.bancada.ui.remote;

import org.bancada.core.Messages;

/** The texts of this package. */
final class RemoteText {
    private static final Messages MESSAGES = Messages.beside(RemoteText.class);

    private RemoteText() {
    }

    static String get(String key, Object... arguments) {
        return MESSAGES.text(key, arguments);
    }
}
