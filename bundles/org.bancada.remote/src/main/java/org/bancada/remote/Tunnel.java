package org.bancada.remote;

import java.nio.file.Path;

/** A way from this machine to a unix socket of a node, see {@link Remote#tunnel}. */
public interface Tunnel extends AutoCloseable {

    /** The socket on this machine: mode 0600, in a folder of mode 0700. */
    Path socket();

    /** Ends the connection through it, whoever waits for an answer, and removes the socket; harmless when that was done before. */
    @Override
    void close();
}
