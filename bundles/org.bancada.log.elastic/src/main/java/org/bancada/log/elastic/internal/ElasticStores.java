package org.bancada.log.elastic.internal;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;

import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.log.ClusterAddress;
import org.bancada.log.ConnectionCheck;
import org.bancada.log.spi.ClusterStores;
import org.osgi.service.component.annotations.Component;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;

/** Opens stores in Elasticsearch. Nothing of its client is loaded before the first one is used. */
@Component
public final class ElasticStores implements ClusterStores {
    private static final int ANSWER_MILLIS = 10_000;

    @Override
    public OpenStore open(ClusterAddress cluster, char[] secret) {
        return new ElasticLogStore(cluster, secret, InstantSource.system());
    }

    @Override
    public ConnectionCheck check(ClusterAddress address, char[] secret, Progress progress) {
        String version = "";
        boolean there = false;
        long events = 0;
        try (Cluster cluster = new Cluster(address, secret, ANSWER_MILLIS)) {
            version = cluster.version(progress);
            there = cluster.isIndexThere(progress);
            if (there) {
                events = cluster.ask(client -> client.count(c -> c.index(address.index())), progress).count();
            }
            return new ConnectionCheck(version, there, events, Optional.empty());
        } catch (ElasticsearchException | IOException failed) {
            progress.check();
            return new ConnectionCheck(version, there, events, Optional.of(Failures.of(address, failed).problem()));
        } catch (ProblemException said) {
            return new ConnectionCheck(version, there, events, Optional.of(said.problem()));
        }
    }
}
