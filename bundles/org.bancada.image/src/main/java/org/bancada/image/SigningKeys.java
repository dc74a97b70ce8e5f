package org.bancada.image;

import java.nio.file.Path;
import java.util.List;

import org.bancada.core.Operation;
import org.bancada.core.ProblemException;

/**
 * The lab's release keys: one signs manifests, and nodes trust it, the next one and former ones until they are retired. A rotation makes the next
 * key, brings it to the nodes, lets it sign, and later retires the former one.
 */
public interface SigningKeys {

    /** SIGNS: signs now. NEXT: made, and waits for its turn. FORMER: signs no more. Nodes trust all three. */
    enum Role {
        SIGNS, NEXT, FORMER
    }

    /** @param fingerprint {@code SHA256:...}, as ssh-keygen shows it */
    record Key(String fingerprint, Role role, Path file) {
    }

    /** The one that signs first; it is made on first use. */
    List<Key> keys() throws ProblemException;

    /** Makes the next key. */
    Operation<Void> prepare();

    /** The next key signs from now on; the one before is trusted until it is retired. */
    Operation<Void> rotate();

    /** Nodes are to trust a next or former key no more. @param fingerprint all of it, or a unique beginning (with or without {@code SHA256:}) */
    Operation<Void> retire(String fingerprint);

    /** A fresh file with all that nodes are to trust, for their {@code /etc/bancada/allowed_signers}. */
    Path signersFile() throws ProblemException;
}
