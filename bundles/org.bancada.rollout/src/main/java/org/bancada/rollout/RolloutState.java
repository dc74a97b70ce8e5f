package org.bancada.rollout;

/**
 * RUNNING, PAUSED, then one of: COMPLETED (every node confirmed), PARTIAL (ended, not every node confirmed), STOPPED (error threshold), HALTED
 * (a person stopped it), CANCELLED, ROLLED_BACK.
 */
public enum RolloutState {
    RUNNING, PAUSED, COMPLETED, PARTIAL, STOPPED, HALTED, CANCELLED, ROLLED_BACK;

    public boolean isOver() {
        return this != RUNNING && this != PAUSED;
    }
}
