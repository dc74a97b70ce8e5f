package org.bancada.alert;

import java.time.Instant;

/**
 * The telling of one alert on one way.
 *
 * @param alert the alert's id
 * @param way how it is told
 * @param state where it stands
 * @param attempts how often it was tried
 * @param at when the state was reached
 * @param problem what went wrong the last time; empty when nothing did
 */
public record Delivery(long alert, Way way, State state, int attempts, Instant at, String problem) {
    /** How alerts are told besides the workbench. */
    public enum Way {
        MAIL, WEBHOOK
    }

    /** Where a delivery stands. */
    public enum State {
        WAITING, SENT,
        /** Tried as often as it is tried; nobody was told. */
        FAILED,
        /** Acknowledged or over before anybody was told. */
        NEEDLESS
    }
}
