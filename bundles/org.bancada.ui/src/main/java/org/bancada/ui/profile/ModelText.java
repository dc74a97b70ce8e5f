package org.bancada.ui.profile;

import org.bancada.core.Messages;

/** The texts of this package. */
final class ModelText {
    private static final Messages MESSAGES = Messages.beside(ModelText.class);

    private ModelText() {
    }

    static String get(String key, Object... arguments) {
        return MESSAGES.text(key, arguments);
    }
}
