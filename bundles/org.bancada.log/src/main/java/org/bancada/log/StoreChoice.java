package org.bancada.log;

import java.util.Optional;

import org.bancada.core.ProblemException;
import org.bancada.core.Progress;

/** Where events are kept: in the embedded index, or in an Elasticsearch. Events that are in the one do not move into the other. */
public interface StoreChoice {

    /** The Elasticsearch that is used; empty for the embedded index. */
    Optional<ClusterAddress> current() throws ProblemException;

    /** Whether a password or API key is kept. */
    boolean hasSecret() throws ProblemException;

    /**
     * Uses another store from now on, also after a restart; {@link LogStore} is the new one for those who hold it already.
     *
     * @param cluster empty for the embedded index
     * @param secret password or API key; empty for none; null for the one that is kept, if that is for the same server and user.
     *        The caller wipes it
     */
    void use(Optional<ClusterAddress> cluster, char[] secret) throws ProblemException;

    /**
     * Looks whether an Elasticsearch could be used, changes nothing there. Takes up to a quarter of a minute.
     *
     * @param secret as above
     */
    ConnectionCheck check(ClusterAddress cluster, char[] secret, Progress progress) throws ProblemException;
}
