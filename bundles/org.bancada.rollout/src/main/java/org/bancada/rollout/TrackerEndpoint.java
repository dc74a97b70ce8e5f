package org.bancada.rollout;

import java.net.InetSocketAddress;
import java.util.Optional;

/** Where the HTTP server that carries {@code /announce/*} listens now. Drivers register one; rollouts need it and nothing else of that server. */
public interface TrackerEndpoint {

    /** Empty while nobody listens. An unspecified address (0.0.0.0) means every address of this machine. */
    Optional<InetSocketAddress> address();
}
