package org.bancada.remote;

import java.time.Duration;

/**
 * What to run on nodes.
 *
 * @param line a shell command line, or a whole script
 * @param timeout after which it is ended; zero means never
 * @param waitForOffline how long the action waits for nodes that are off; zero means that they are left out
 */
public record RemoteCommand(String line, Duration timeout, Duration waitForOffline) {
    public static RemoteCommand of(String line) {
        return new RemoteCommand(line, Duration.ZERO, Duration.ZERO);
    }
}
