package org.bancada.core;

/**
 * One action that a person or a schedule can ask for. First it says what it would do, then it does it.
 * The confirmation dialog and {@code --dry-run} show the same {@link Plan}.
 *
 * @param <R> what the action yields
 */
public interface Operation<R> {

    /**
     * Says what would happen to which node, what is left out and why, and what will be lost. Changes nothing.
     *
     * @throws ProblemException when nothing can be planned at all (an unknown image, an unreadable file)
     */
    Plan plan() throws ProblemException;

    /**
     * Does what the plan says, no more. Safe to run twice on the same state.
     *
     * @param plan what {@link #plan()} returned and a person has seen
     * @param progress told how far the work is; asked whether to stop
     * @throws ProblemException when the action as a whole failed; a failure of one node belongs into the result
     * @throws java.util.concurrent.CancellationException when {@code progress} asked to stop
     */
    R run(Plan plan, Progress progress) throws ProblemException;
}
