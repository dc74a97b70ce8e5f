package org.bancada.rollout;

import java.util.Locale;

/** The states that a node walks through in a rollout. */
public enum NodeRolloutState {
    PENDING, WAKING, PREFLIGHT, FETCHING, VERIFYING, STAGED, WAITING_IDLE, ACTIVATED, CONFIRMED, FAILED, SKIPPED, ROLLED_BACK;

    /** The word that scripts see, for example {@code waiting-idle}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public boolean isOver() {
        return this == CONFIRMED || this == FAILED || this == SKIPPED || this == ROLLED_BACK;
    }
}
