package org.bancada.cli;

import java.util.List;

import org.bancada.core.Operation;
import org.bancada.practice.PracticeLab.PracticeNode;

/** The practice lab as a part of this fleet; the same for the command line and the workbench. */
public interface PracticeFleet {

    /**
     * Starts a lab, or finds and grows the one that is there: its nodes are registered, their host keys pinned, reports come in, and magic
     * packets reach them.
     *
     * @param nodes how many
     */
    Operation<List<PracticeNode>> start(int nodes);

    /** Ends the lab and takes its nodes out of the fleet: nothing of it stays behind. Yields how many nodes it had. */
    Operation<Integer> stop();
}
