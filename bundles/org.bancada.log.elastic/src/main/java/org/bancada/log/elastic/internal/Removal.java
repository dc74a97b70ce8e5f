package org.bancada.log.elastic.internal;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.bancada.core.Progress;
import org.bancada.log.spi.Clause;
import org.bancada.log.spi.Translation;

import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.core.bulk.BulkOperation;

/** Removes the oldest events of kinds, a few thousand at a time, so that it can be cancelled in between and holds nobody up. */
final class Removal {
    private static final int PAGE = 5_000;

    private final Cluster cluster;

    Removal(Cluster cluster) {
        this.cluster = cluster;
    }

    /** @param before per kind the first instant that is kept */
    long run(Map<String, Instant> before, boolean really, Progress progress) throws IOException {
        long removed = 0;
        for (Map.Entry<String, Instant> cut : before.entrySet()) {
            Clause time = Translation.between(null, cut.getValue());
            Query old = Query.of(q -> q.bool(b -> b.filter(ElasticClauses.term(EventDocument.KIND, cut.getKey()), ElasticClauses.query(time))));
            removed += really ? remove(old, progress)
                    : cluster.ask(client -> client.count(c -> c.index(cluster.index()).query(old)), progress).count();
        }
        return removed;
    }

    private long remove(Query old, Progress progress) throws IOException {
        long removed = 0;
        while (true) {
            List<BulkOperation> deletions = cluster.ask(client -> client.search(s -> s.index(cluster.index()).query(old).size(PAGE).source(o -> o.fetch(false))
                    .trackTotalHits(t -> t.enabled(false)), Void.class), progress).hits().hits().stream()
                    .map(hit -> BulkOperation.of(o -> o.delete(d -> d.index(hit.index()).id(hit.id())))).toList();
            if (deletions.isEmpty()) {
                return removed;
            }
            var answer = cluster.ask(client -> client.bulk(b -> b.operations(deletions)), progress);
            long gone = answer.items().stream().filter(item -> item.status() < 300).count();
            removed += gone;
            progress.worked(gone);
            if (gone == 0) {
                throw new IOException(answer.items().stream().filter(item -> item.error() != null).map(item -> item.error().reason()).findFirst()
                        .orElse("nothing was removed"));
            }
            cluster.ask(client -> client.indices().refresh(r -> r.index(cluster.index())), progress);
        }
    }
}
