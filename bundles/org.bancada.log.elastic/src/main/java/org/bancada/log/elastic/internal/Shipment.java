package org.bancada.log.elastic.internal;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.log.Event;
import org.bancada.log.NewEvent;
import org.bancada.log.Outcome;
import org.bancada.log.spi.Intake;

import co.elastic.clients.elasticsearch.core.bulk.BulkOperation;
import co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem;
import co.elastic.clients.util.BinaryData;

/** Events on their way into Elasticsearch: in requests that it takes, with an outcome for each event. */
final class Shipment {
    private static final long MOST_BYTES = 8L << 20;
    private static final int MOST_EVENTS = 5_000;

    private final Cluster cluster;
    private final String writer;
    private final InstantSource clock;
    private final List<Outcome> outcomes = new ArrayList<>();
    private final List<Event> waiting = new ArrayList<>();
    private final List<Integer> places = new ArrayList<>();
    private final List<BulkOperation> operations = new ArrayList<>();
    private final List<Event> taken = new ArrayList<>();
    private long bytes;

    Shipment(Cluster cluster, String writer, InstantSource clock) {
        this.cluster = cluster;
        this.writer = writer;
        this.clock = clock;
    }

    /** @param order its place in the order in which events came in; {@code name} its id when it has none */
    void add(NewEvent fresh, long order, String name) throws IOException, ProblemException {
        Intake.Judged judged = Intake.judge(fresh, order, name);
        outcomes.add(judged.refusal());
        if (judged.refusal() != null) {
            return;
        }
        Event event = judged.event();
        BinaryData document = EventDocument.of(event, writer, clock.millis());
        String key = EventDocument.key(event.kind(), event.id());
        operations.add(BulkOperation.of(o -> fresh.create() ? o.create(c -> c.id(key).document(document)) : o.index(i -> i.id(key).document(document))));
        waiting.add(event);
        places.add(outcomes.size() - 1);
        bytes += document.size();
        if (bytes > MOST_BYTES || operations.size() == MOST_EVENTS) {
            send();
        }
    }

    /** Sends what was not sent yet. Without the alias nothing is taken, instead of an index made by itself with types of its own. */
    void send() throws IOException, ProblemException {
        if (operations.isEmpty()) {
            return;
        }
        List<BulkResponseItem> items = bulk();
        if (items.stream().anyMatch(item -> item.error() != null && "index_not_found_exception".equals(item.error().type()))) {
            cluster.lost();
            cluster.ready(Progress.none());
            items = bulk();
        }
        for (int i = 0; i < items.size(); i++) {
            Event event = waiting.get(i);
            Outcome outcome = outcome(event, items.get(i));
            outcomes.set(places.get(i), outcome);
            if (outcome.taken()) {
                taken.add(event);
            }
        }
        waiting.clear();
        places.clear();
        operations.clear();
        bytes = 0;
    }

    private List<BulkResponseItem> bulk() throws IOException {
        return cluster.ask(client -> client.bulk(b -> b.index(cluster.index()).requireAlias(true).operations(operations)), Progress.none()).items();
    }

    private Outcome outcome(Event event, BulkResponseItem item) throws ProblemException {
        if (item.error() == null) {
            return new Outcome(event.id(), item.status(), "", "");
        }
        String type = String.valueOf(item.error().type());
        String reason = String.valueOf(item.error().reason());
        if (Failures.isFull(type, reason)) {
            throw Failures.full(cluster.address(), null);
        }
        if (type.equals("index_not_found_exception")) {
            throw Failures.missing(cluster.address(), null);
        }
        return item.status() == 409 ? Intake.there(event.id()) : new Outcome(event.id(), item.status(), type, reason);
    }

    /** One for each event, once all were sent. */
    List<Outcome> outcomes() {
        return List.copyOf(outcomes);
    }

    /** What was taken. */
    List<Event> taken() {
        return List.copyOf(taken);
    }
}
