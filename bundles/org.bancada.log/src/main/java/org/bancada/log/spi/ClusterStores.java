package org.bancada.log.spi;

import org.bancada.core.Progress;
import org.bancada.log.ClusterAddress;
import org.bancada.log.ConnectionCheck;
import org.bancada.log.LogStore;

/** Opens stores in Elasticsearch; the service of the bundle that speaks with it. */
public interface ClusterStores {

    /** A store that gives its connections back when it is closed. */
    interface OpenStore extends LogStore, AutoCloseable {
        @Override
        void close();
    }

    /**
     * A store; nothing is connected before its first use.
     *
     * @param secret password, or API key when the address names no user; empty for none. A copy is kept
     */
    OpenStore open(ClusterAddress cluster, char[] secret);

    /** As {@link org.bancada.log.StoreChoice#check}. */
    ConnectionCheck check(ClusterAddress cluster, char[] secret, Progress progress);
}
