package org.bancada.virt;

import java.util.List;

/** What an action on guests came to, in the order of the plan. */
public record GuestOutcome(List<Result> results) {

    /** DONE: it is so now. FAILED: see the reason. CANCELLED: not done, or not waited for. */
    public enum Kind {
        DONE, FAILED, CANCELLED
    }

    /**
     * @param node the node's name
     * @param guest the guest's name
     * @param reason why not done; empty when done
     */
    public record Result(String node, String nodeUuid, String guest, String guestUuid, Kind kind, String reason) {
    }

    public GuestOutcome {
        results = List.copyOf(results);
    }

    /** Results that are not DONE. */
    public List<Result> failures() {
        return results.stream().filter(result -> result.kind() != Kind.DONE).toList();
    }
}
