package org.bancada.remote.internal;

import java.time.Duration;

import org.bancada.remote.HostKeys;
import org.bancada.store.AuditLog;
import org.bancada.store.Settings;

/** What the operations of this engine share. */
record Context(Commands commands, HostKeys pins, AuditLog audit, Settings settings, FanOut fanOut, DeferredActions deferred) {
    /** For the TCP connection to a node: one that is on answers within milliseconds. */
    static final Duration CONNECT = Duration.ofSeconds(5);
}
