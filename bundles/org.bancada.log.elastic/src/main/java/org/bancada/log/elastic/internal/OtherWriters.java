package org.bancada.log.elastic.internal;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.bancada.core.Progress;
import org.bancada.log.Event;
import org.bancada.log.spi.Tails;

import co.elastic.clients.elasticsearch._types.SortOptions;
import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.json.JsonData;

/**
 * Tells those who watch of events that other programs bring into the same Elasticsearch, such as the station of which this is a workbench: it looks once
 * a second for what came lately. Clocks that differ by more than {@link #LATELY} hide such events from who watches, not from a search.
 */
final class OtherWriters implements Runnable {
    private static final Duration LATELY = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int MOST = 10_000;

    private final Cluster cluster;
    private final Tails tails;
    private final String writer;
    private final InstantSource clock;
    private final Instant begin;
    /** Ids of events that were told of, and when. */
    private final Map<String, Instant> told = new HashMap<>();
    private volatile boolean over;

    /**
     * What comes from now on is told.
     *
     * @param writer who this program is: it tells of its own events by itself
     */
    OtherWriters(Cluster cluster, Tails tails, String writer, InstantSource clock) {
        this.cluster = cluster;
        this.tails = tails;
        this.writer = writer;
        this.clock = clock;
        begin = clock.instant();
    }

    /** Ends when nobody watches any more. */
    @Override
    public void run() {
        while (!over && !tails.isEmpty()) {
            try {
                look();
            } catch (IOException | RuntimeException away) {
                System.getLogger(OtherWriters.class.getName()).log(System.Logger.Level.DEBUG, "Elasticsearch cannot be asked just now", away);
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException ended) {
                return;
            }
        }
    }

    private static SortOptions newest(String field) {
        return SortOptions.of(s -> s.field(f -> f.field(field).order(SortOrder.Desc)));
    }

    /** Another one looks from now on. */
    void end() {
        over = true;
    }

    private void look() throws IOException {
        Instant now = clock.instant();
        Instant since = now.minus(LATELY).isBefore(begin) ? begin : now.minus(LATELY);
        Query lately = Query.of(q -> q.bool(b -> b.mustNot(ElasticClauses.term(EventDocument.WRITER, writer)).filter(f -> f.range(r -> r.date(
                d -> d.field(EventDocument.ARRIVED).format("epoch_millis").gte(Long.toString(since.toEpochMilli())))))));
        List<Event> fresh = new ArrayList<>();
        cluster.ask(client -> client.search(s -> s.index(cluster.index()).query(lately).size(MOST).trackTotalHits(t -> t.enabled(false))
                .sort(newest(EventDocument.ARRIVED), newest(EventDocument.ORDER)), JsonData.class), Progress.none())
                .hits().hits().reversed().forEach(hit -> {
                    if (told.put(hit.id(), now) == null) {
                        fresh.add(EventDocument.read(hit.source()));
                    }
                });
        told.values().removeIf(when -> when.isBefore(now.minus(LATELY.multipliedBy(2))));
        tails.came(fresh);
    }
}
