package org.bancada.ui.metrics;

import org.bancada.core.Messages;

/** The texts of this package. */
final class MetricText {
    private static final Messages MESSAGES = Messages.beside(MetricText.class);

    private MetricText() {
    }

    static String get(String key, Object... arguments) {
        return MESSAGES.text(key, arguments);
    }
}
