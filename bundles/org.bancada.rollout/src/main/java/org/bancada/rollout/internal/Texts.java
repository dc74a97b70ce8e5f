package org.bancada.rollout.internal;

import org.bancada.core.Messages;

/** The texts of this package. */
final class Texts {
    static final Messages TEXT = Messages.beside(Texts.class);

    private Texts() {
    }
}
