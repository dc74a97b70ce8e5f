package org.bancada.log.elastic.internal;

import java.io.IOException;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import org.bancada.core.Progress;
import org.bancada.log.Event;
import org.bancada.log.LogQuery;
import org.bancada.log.LogStore.Order;
import org.bancada.log.spi.Clause;
import org.bancada.log.spi.Translation;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.SortOptions;
import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.elasticsearch.core.search.Hit;
import co.elastic.clients.json.JsonData;

/**
 * The events that match a query. Where Elasticsearch cannot say exactly which, it finds more, and each one is tested here by the query itself: slower,
 * since every candidate comes over the network, but never wrong.
 */
final class Matching {
    private static final int PAGE = 1_000;
    private static final String KEEP = "5m";

    private final Cluster cluster;
    private final LogQuery query;
    private final Progress progress;
    private final Query candidates;
    private final boolean exact;

    /** @param more what must hold besides */
    Matching(Cluster cluster, LogQuery query, Progress progress, Clause... more) throws IOException {
        this.cluster = cluster;
        this.query = query;
        this.progress = progress;
        Translation.Found found = new Translation(new ElasticClauses(cluster, progress), ZonedDateTime.now()).of(query.query().expr());
        boolean flat = ElasticClauses.isFlat(found.clause());
        exact = found.exact() && flat;
        List<Clause> all = new ArrayList<>(List.of(more));
        if (query.from() != null || query.to() != null) {
            all.add(Translation.between(query.from(), query.to()));
        }
        if (flat) {
            all.add(found.clause());
        }
        candidates = ElasticClauses.query(new Clause.All(all));
    }

    /** Whether every candidate matches. */
    boolean exact() {
        return exact;
    }

    /** What Elasticsearch is asked for. */
    Query candidates() {
        return candidates;
    }

    /** The first events in an order. */
    List<Event> page(Order order, int limit, Event after) throws IOException {
        List<Event> events = new ArrayList<>();
        Event last = after;
        while (true) {
            int size = exact ? limit : Math.max(PAGE, limit);
            List<Event> page = hits(request(order, size, last).index(cluster.index()).build());
            for (Event event : page) {
                if (exact || query.query().matches(event)) {
                    events.add(event);
                    if (events.size() == limit) {
                        return events;
                    }
                }
            }
            if (page.size() < size) {
                return events;
            }
            last = page.getLast();
        }
    }

    /** Hands on every event as the index is now, in an order; ends early when {@code to} says no. */
    void each(Order order, Predicate<Event> to) throws IOException {
        String[] view = {cluster.ask(client -> client.openPointInTime(p -> p.index(cluster.index()).keepAlive(k -> k.time(KEEP))), progress).id()};
        try {
            Event last = null;
            while (true) {
                SearchRequest request = request(order, PAGE, last).pit(p -> p.id(view[0]).keepAlive(k -> k.time(KEEP))).build();
                List<Event> page = hits(request);
                for (Event event : page) {
                    progress.check();
                    if ((exact || query.query().matches(event)) && !to.test(event)) {
                        return;
                    }
                }
                if (page.size() < PAGE) {
                    return;
                }
                last = page.getLast();
            }
        } finally {
            forget(view[0]);
        }
    }

    private void forget(String view) {
        try {
            cluster.ask(client -> client.closePointInTime(p -> p.id(view)), Progress.none());
        } catch (IOException | RuntimeException gone) {
            System.getLogger(Matching.class.getName()).log(System.Logger.Level.DEBUG, "Elasticsearch forgets the view by itself", gone);
        }
    }

    private SearchRequest.Builder request(Order order, int size, Event after) {
        SearchRequest.Builder request = new SearchRequest.Builder().query(candidates).size(size).sort(sort(order)).trackTotalHits(t -> t.enabled(false));
        return after == null ? request : request.searchAfter(FieldValue.of(after.time().toEpochMilli()), FieldValue.of(after.order()));
    }

    static List<SortOptions> sort(Order order) {
        SortOrder direction = order == Order.NEWEST_FIRST ? SortOrder.Desc : SortOrder.Asc;
        return List.of(SortOptions.of(s -> s.field(f -> f.field(EventDocument.TIME).format("epoch_millis").order(direction))),
                SortOptions.of(s -> s.field(f -> f.field(EventDocument.ORDER).order(direction))));
    }

    private List<Event> hits(SearchRequest request) throws IOException {
        return events(cluster.ask(client -> client.search(request, JsonData.class), progress).hits().hits());
    }

    static List<Event> events(List<Hit<JsonData>> hits) {
        return hits.stream().map(hit -> EventDocument.read(hit.source())).toList();
    }
}
