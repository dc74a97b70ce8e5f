package org.bancada.remote;

import java.util.List;

import org.bancada.core.Node;
import org.bancada.core.Plan;

/**
 * One action by a node script, on each node with its own input.
 *
 * @param title one line for people, {@code {0}} where the number of nodes comes in ({@link java.text.MessageFormat})
 * @param audit what the audit log says, without secrets
 * @param calls at most one per node
 * @param leftOut nodes that were asked for and cannot be served, beside those that SSH does not reach
 * @param losses what cannot be taken back
 */
public record ScriptRun(String title, String audit, List<Call> calls, List<Plan.LeftOut> leftOut, List<String> losses) {

    /**
     * @param line the script with its arguments, a shell's command line
     * @param stdin what it reads
     * @param step what happens on the node, one line for people
     */
    public record Call(Node node, String line, byte[] stdin, String step) {
    }

    public ScriptRun {
        calls = List.copyOf(calls);
        leftOut = List.copyOf(leftOut);
        losses = List.copyOf(losses);
    }
}
