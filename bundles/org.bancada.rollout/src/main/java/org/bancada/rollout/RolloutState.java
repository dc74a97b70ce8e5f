package org.bancada.rollout;

/** RUNNING, PAUSED, then one of: COMPLETED (every node confirmed), PARTIAL (ended, not every node confirmed), STOPPED (error threshold), CANCELLED, ROLLED_BACK. */
public enum RolloutState {
    RUNNING, PAUSED, COMPLETED, PARTIAL, STOPPED, CANCELLED, ROLLED_BACK;

    public boolean isOver() {
        return this != RUNNING && this != PAUSED;
    }
}
