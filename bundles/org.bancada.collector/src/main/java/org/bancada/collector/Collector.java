package org.bancada.collector;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Set;

import org.bancada.core.Operation;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;

/**
 * The HTTP side that nodes talk to: {@code POST /report}, {@code POST /_bulk} and the tracker's {@code GET /announce/...}. The port that is asked for
 * speaks plain HTTP, the next one the same over TLS. Whoever calls from another machine has to send the secret over TLS.
 */
public interface Collector {

    /**
     * Starts listening. Listening twice at the same place is harmless, at another place moves it; when that place is taken it stays where it is.
     *
     * @param address for plain HTTP; TLS gets the next port. With port 0 the system chooses both
     * @param names host names and addresses beside this machine's own under which clients call it
     * @throws ProblemException when a port is taken, there is no such address, or a name is none
     */
    InetSocketAddress listen(InetSocketAddress address, Set<String> names) throws ProblemException;

    /** Where it listens for plain HTTP, empty while it does not. */
    Optional<InetSocketAddress> address();

    /** Where it listens for HTTP over TLS, empty while it does not. */
    Optional<InetSocketAddress> secureAddress();

    /** Why it listens without TLS, empty when it does not listen or nothing is wrong. */
    Optional<Problem> secureProblem();

    void stop();

    /** The shared secret that reports carry in {@code Auth:}; made on first use (DATA/keys/collector.secret, mode 0600). */
    String secret() throws ProblemException;

    /** Made on first use, renewed when it does not fit any more. @throws ProblemException when it is damaged, or cannot be made */
    CollectorCertificate certificate() throws ProblemException;

    /**
     * Makes another certificate, and serves it at once when the collector listens.
     *
     * @param authority whether to make another authority too: nodes refuse the collector until they have its certificate
     */
    Operation<CollectorCertificate> renew(boolean authority);
}
