package org.bancada.remote.internal;

import java.util.List;

import org.bancada.core.Node;
import org.bancada.core.ProblemException;
import org.bancada.remote.Outcome;
import org.bancada.remote.Outcome.Kind;
import org.bancada.store.AuditLog;

/** One entry of the audit log: begun before anything is done, ended with what came of it. */
final class Audited {
    private static final int LONGEST = 1_000;
    private final AuditLog audit;
    private final long id;

    private Audited(AuditLog audit, long id) {
        this.audit = audit;
        this.id = id;
    }

    /** @throws ProblemException when it cannot be written: then the action must not be done */
    static Audited begin(AuditLog audit, String what, List<Node> nodes) throws ProblemException {
        return new Audited(audit, audit.begin(who(), shortened(what), nodes.stream().map(Node::name).toList(), ""));
    }

    static void append(AuditLog audit, String what, String node, String result) throws ProblemException {
        audit.append(who(), shortened(what), List.of(node), "", shortened(result));
    }

    void end(Outcome outcome) {
        long deferred = count(outcome, Kind.DEFERRED);
        long cancelled = count(outcome, Kind.CANCELLED);
        long failed = outcome.failures().size() - cancelled;
        end(outcome.succeeded() + " done, " + failed + " failed" + (deferred > 0 ? ", " + deferred + " waiting" : "")
                + (cancelled > 0 ? ", " + cancelled + " cancelled" : ""));
    }

    void end(String result) {
        try {
            audit.end(id, shortened(result));
        } catch (ProblemException unwritten) {
            // The action itself is over: its result must reach the person all the same.
            System.getLogger(Audited.class.getName()).log(System.Logger.Level.ERROR, "the audit log could not be written", unwritten);
        }
    }

    private static long count(Outcome outcome, Kind kind) {
        return outcome.results().stream().filter(r -> r.kind() == kind).count();
    }

    private static String who() {
        return System.getProperty("user.name", "");
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
