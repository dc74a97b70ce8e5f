package org.bancada.remote;

import java.util.Optional;

import org.bancada.core.Node;
import org.bancada.core.ProblemException;

/** Pinned SSH host keys, one per node, in the data folder's known_hosts under the node's UUID ({@code HostKeyAlias}). */
public interface HostKeys {

    /** UNKNOWN: nothing pinned. PINNED: the node shows the pinned key. CHANGED: it shows another one. UNREACHABLE: it shows none. */
    enum State {
        UNKNOWN, PINNED, CHANGED, UNREACHABLE
    }

    /** @param pinned what is pinned, null when nothing; {@code shown} what the node presents now, null when unreachable */
    record Status(State state, Key pinned, Key shown) {
    }

    /** @param type for example ssh-ed25519; {@code base64} the key blob; {@code fingerprint} SHA256:... as ssh-keygen prints it */
    record Key(String type, String base64, String fingerprint) {
    }

    Optional<Key> pinned(Node node);

    /** Asks the node for its key (one connection, no authentication). */
    Status check(Node node) throws ProblemException;

    /** Pins a key that a person (or the lab itself, at installation) has confirmed, replacing another. */
    void accept(Node node, Key key) throws ProblemException;

    /** Pins the key of a line as it stands in {@code ssh_host_ed25519_key.pub}. */
    void accept(String uuid, String publicKeyLine) throws ProblemException;

    /** Forgets what is pinned; harmless when nothing is. */
    void forget(Node node) throws ProblemException;
}
