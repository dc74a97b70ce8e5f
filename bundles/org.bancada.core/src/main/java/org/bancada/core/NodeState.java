package org.bancada.core;

/** What is known of a node's being alive. */
public enum NodeState {
    /** Registered, but it has never reported. */
    NEW,
    /** Its last report is not older than its interval allows. */
    ONLINE,
    /** It has missed a report. */
    OFFLINE
}
