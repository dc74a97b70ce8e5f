package org.bancada.ui.rollout;

import org.bancada.core.Messages;

/** The texts of this package. */
final class RolloutText {
    private static final Messages MESSAGES = Messages.beside(RolloutText.class);

    private RolloutText() {
    }

    static String get(String key, Object... arguments) {
        return MESSAGES.text(key, arguments);
    }
}
