package org.bancada.ui.image;

import org.bancada.core.Messages;

/** The texts of this package. */
final class ImageText {
    private static final Messages MESSAGES = Messages.beside(ImageText.class);

    private ImageText() {
    }

    static String get(String key, Object... arguments) {
        return MESSAGES.text(key, arguments);
    }
}
