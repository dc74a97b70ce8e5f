package org.bancada.virt;

import java.time.Instant;

/**
 * Something that happened to a guest, or to the connection that tells of it.
 *
 * @param nodeUuid the node's UUID
 * @param node the node's name
 * @param guestUuid empty for CONNECTED and LOST
 * @param guest its name, empty for CONNECTED and LOST
 * @param detail why LOST, else empty
 */
public record GuestEvent(Instant time, String nodeUuid, String node, String guestUuid, String guest, Kind kind, String detail) {

    /** CONNECTED and LOST are about the connection: after CONNECTED everything may have changed. */
    public enum Kind {
        CONNECTED, LOST, DEFINED, UNDEFINED, STARTED, SUSPENDED, RESUMED, STOPPED, SHUTDOWN, SLEEPING, CRASHED, CHANGED
    }
}
