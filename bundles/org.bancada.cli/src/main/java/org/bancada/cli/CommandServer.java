package org.bancada.cli;

import java.time.Duration;

/**
 * Runs the commands that other processes hand to the owner of the data folder. It starts as soon as the {@code DataFolder} service is there,
 * in a station, a workbench and a single command alike.
 */
public interface CommandServer {

    /**
     * Takes no further command and waits until those under way have ended. To be called before the data folder is given up.
     *
     * @param patience after which they are cancelled
     */
    void finish(Duration patience);
}
