package org.bancada.ui.rollout;

import org.bancada.rollout.Rollout;

/** A part that shows one rollout: commands act on it. */
interface RolloutShown {

    /** Null when none is shown. */
    Rollout rollout();
}
