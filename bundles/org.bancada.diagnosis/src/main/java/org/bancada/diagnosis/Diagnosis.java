package org.bancada.diagnosis;

import java.time.Instant;
import java.util.List;

import org.bancada.core.Node;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;

/** Says why nodes are not OK. Reads the database and the logs: not for the UI thread. Safe for use by several threads. */
public interface Diagnosis {

    /**
     * The findings of a node, the weightiest first.
     *
     * @throws java.util.concurrent.CancellationException when the progress asked to stop
     */
    default Verdict examine(Node node, Progress progress) throws ProblemException {
        return examine(List.of(node), progress).getFirst();
    }

    /**
     * The findings of nodes, in their order; many are examined faster together than one by one.
     *
     * @throws java.util.concurrent.CancellationException when the progress asked to stop
     */
    List<Verdict> examine(List<Node> nodes, Progress progress) throws ProblemException;

    /**
     * What happened on a node around a moment, oldest first: changes of facts, actions, states in rollouts, errors in its logs; the state in a
     * rollout that still runs whenever it began.
     *
     * @throws java.util.concurrent.CancellationException when the progress asked to stop
     */
    List<Happening> around(Node node, Instant moment, Progress progress) throws ProblemException;

    /**
     * @param looked ids of the causes that were looked at
     * @param unseen what could not be looked at, and why
     */
    record Verdict(Node node, List<Finding> findings, List<String> looked, List<Problem> unseen) {
        public Verdict {
            findings = List.copyOf(findings);
            looked = List.copyOf(looked);
            unseen = List.copyOf(unseen);
        }

        /** The weight of its weightiest finding; 0 when there is none. */
        public int weight() {
            return findings.isEmpty() ? 0 : findings.getFirst().weight();
        }
    }

    /** @param text one line: what changed, what was done, what was logged */
    record Happening(Instant when, Kind kind, String text) {
        /** Where it is known from. */
        public enum Kind {
            CHANGE, ACTION, ROLLOUT, LOG
        }
    }
}
