package org.bancada.collector;

import java.net.InetSocketAddress;
import java.util.Optional;

import org.bancada.core.ProblemException;

/** The HTTP side that nodes talk to: {@code POST /report} and the tracker's {@code GET /announce/...}. */
public interface Collector {

    /** Starts listening; with port 0 the system chooses. Listening twice at the same place is harmless, at another place moves it; when that place is taken it stays where it is. */
    InetSocketAddress listen(InetSocketAddress address) throws ProblemException;

    /** Where it listens, empty while it does not. */
    Optional<InetSocketAddress> address();

    void stop();

    /** The shared secret that reports carry in {@code Auth:}; made on first use (DATA/keys/collector.secret, mode 0600). */
    String secret() throws ProblemException;
}
