package org.bancada.studio;

import java.util.List;

/**
 * What a guest that was started for a test showed.
 *
 * @param checks one by one
 * @param reason why it could not be tested, or why it failed, in the node's words; empty when all is well
 */
public record TrialResult(List<Check> checks, String reason) {

    /**
     * @param what for people
     * @param passed whether the guest had it
     * @param needed whether the test fails without it
     */
    public record Check(String what, boolean passed, boolean needed) {
    }

    public TrialResult {
        checks = List.copyOf(checks);
    }

    public boolean passed() {
        return reason.isEmpty() && checks.stream().allMatch(check -> check.passed() || !check.needed());
    }
}
