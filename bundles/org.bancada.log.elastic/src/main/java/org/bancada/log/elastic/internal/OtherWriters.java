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
    /** Ids of events that were told of, or that were there before anybody watched, with the time when they came in. */
    private final Map<String, Instant> told = new HashMap<>();
    private boolean first = true;
    private volatile boolean over;

    /** @param writer who this program is: it tells of its own events by itself */
    OtherWriters(Cluster cluster, Tails tails, String writer, InstantSource clock) {
        this.cluster = cluster;
        this.tails = tails;
        this.writer = writer;
        this.clock = clock;
    }

    /** Ends when nobody watches any more. */
    @Override
    public void run() {
        while (!over && !tails.isEmpty()) {
            try {
                look();
                Thread.sleep(PAUSE);
            } catch (IOException | RuntimeException away) {
                System.getLogger(OtherWriters.class.getName()).log(System.Logger.Level.DEBUG, "Elasticsearch cannot be asked just now", away);
                pause();
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

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** Looks once; the first time it only learns what was there before. */
    void look() throws IOException {
        if (first) {
            cluster.ask(client -> client.indices().refresh(r -> r.index(cluster.index())), Progress.none());
        }
        Instant since = clock.instant().minus(LATELY);
        Query lately = Query.of(q -> q.bool(b -> b.mustNot(ElasticClauses.term(EventDocument.WRITER, writer)).filter(f -> f.range(r -> r.date(
                d -> d.field(EventDocument.ARRIVED).format("epoch_millis").gte(Long.toString(since.toEpochMilli())))))));
        List<Event> fresh = new ArrayList<>();
        cluster.ask(client -> client.search(s -> s.index(cluster.index()).query(lately).size(MOST).trackTotalHits(t -> t.enabled(false))
                .sort(newest(EventDocument.ARRIVED), newest(EventDocument.ORDER)), JsonData.class), Progress.none())
                .hits().hits().reversed().forEach(hit -> {
                    if (told.put(hit.id(), clock.instant()) == null) {
                        fresh.add(EventDocument.read(hit.source()));
                    }
                });
        told.values().removeIf(when -> when.isBefore(since.minus(LATELY)));
        if (!first) {
            tails.came(fresh);
        }
        first = false;
    }
}
