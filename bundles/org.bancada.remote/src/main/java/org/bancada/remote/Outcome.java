package org.bancada.remote;

import java.time.Duration;
import java.util.List;

/** What an action came to, one result per node in the order of the plan. */
public record Outcome(List<NodeResult> results) {

    /** DONE: ran, see the exit code. FAILED: could not run, see the reason. DEFERRED: waits for the node. CANCELLED: not run or ended early. */
    public enum Kind {
        DONE, FAILED, DEFERRED, CANCELLED
    }

    /**
     * @param node the node's name
     * @param uuid the node's UUID
     * @param exitCode the command's exit code; -1 when it did not end by itself
     * @param reason why not done; empty when done
     */
    public record NodeResult(String node, String uuid, Kind kind, int exitCode, Duration duration, String reason) {
        public boolean succeeded() {
            return kind == Kind.DONE && exitCode == 0;
        }
    }

    public Outcome {
        results = List.copyOf(results);
    }

    public long succeeded() {
        return results.stream().filter(NodeResult::succeeded).count();
    }

    /** Results of the nodes on which it did not succeed and is not waiting. */
    public List<NodeResult> failures() {
        return results.stream().filter(r -> !r.succeeded() && r.kind() != Kind.DEFERRED).toList();
    }
}
