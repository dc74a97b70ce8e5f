package org.bancada.log.elastic.internal;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.core.query.Query;
import org.bancada.log.ClusterAddress;
import org.bancada.log.Event;
import org.bancada.log.FieldSummary;
import org.bancada.log.Histogram;
import org.bancada.log.KindSummary;
import org.bancada.log.LogQuery;
import org.bancada.log.NewEvent;
import org.bancada.log.Outcome;
import org.bancada.log.Retention;
import org.bancada.log.Surroundings;
import org.bancada.log.TailListener;
import org.bancada.log.TopValues;
import org.bancada.log.spi.ClusterStores;
import org.bancada.log.spi.Tails;
import org.bancada.log.spi.Translation;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.json.JsonData;

/** The store in an Elasticsearch of version 8 or 9. */
final class ElasticLogStore implements ClusterStores.OpenStore {
    private static final int ANSWER_MILLIS = 120_000;

    private final Cluster cluster;
    private final ElasticQuestions questions;
    private final InstantSource clock;
    private final Tails tails = new Tails();
    private final String writer = Long.toString(new java.security.SecureRandom().nextLong() & Long.MAX_VALUE, 36);
    private final AtomicLong order = new AtomicLong();
    /** Whether something was added that a question would not find yet. */
    private final AtomicBoolean stale = new AtomicBoolean();
    private volatile Problem last;
    /** Held by who holds the tails. */
    private OtherWriters others;

    ElasticLogStore(ClusterAddress address, char[] secret, InstantSource clock) {
        this.cluster = new Cluster(address, secret, ANSWER_MILLIS);
        this.questions = new ElasticQuestions(cluster);
        this.clock = clock;
    }

    private interface Work<T> {
        T done() throws IOException, ProblemException;
    }

    private <T> T work(Work<T> work, Progress progress) throws ProblemException {
        try {
            cluster.ready(progress);
            T done = work.done();
            last = null;
            return done;
        } catch (Translation.TooManyConditions tooMany) {
            throw Failures.conditions(cluster.address(), tooMany);
        } catch (ElasticsearchException | IOException failed) {
            progress.check();
            if (failed instanceof ElasticsearchException refused && refused.status() == 404) {
                cluster.lost();
            }
            ProblemException said = Failures.of(cluster.address(), failed);
            last = said.problem();
            throw said;
        } catch (CancellationException cancelled) {
            throw cancelled;
        }
    }

    private <T> T ask(Work<T> question, Progress progress) throws ProblemException {
        progress.check();
        return work(() -> {
            if (stale.getAndSet(false)) {
                refresh(progress);
            }
            T answer = question.done();
            progress.check();
            return answer;
        }, progress);
    }

    private void refresh(Progress progress) throws IOException {
        boolean done = false;
        try {
            cluster.ask(client -> client.indices().refresh(r -> r.index(cluster.index())), progress);
            done = true;
        } finally {
            if (!done) {
                stale.set(true);
            }
        }
    }

    @Override
    public List<Outcome> add(List<NewEvent> events) throws ProblemException {
        if (events.isEmpty()) {
            return List.of();
        }
        return work(() -> {
            begin();
            Shipment shipment = new Shipment(cluster, writer, clock);
            stale.set(true);
            for (NewEvent event : events) {
                long place = order.incrementAndGet();
                shipment.add(event, place, writer + "-" + Long.toString(place, 36));
            }
            shipment.send();
            stale.set(true);
            tails.came(shipment.taken());
            return shipment.outcomes();
        }, Progress.none());
    }

    /** Goes on behind the newest event that there is, also when the clock was set back. */
    private synchronized void begin() throws IOException {
        if (order.get() == 0) {
            long known = cluster.ask(client -> client.search(s -> s.index(cluster.index()).size(1)
                    .sort(o -> o.field(f -> f.field(EventDocument.ORDER).order(SortOrder.Desc))), JsonData.class), Progress.none())
                    .hits().hits().stream().mapToLong(hit -> EventDocument.read(hit.source()).order()).max().orElse(0);
            order.set(Math.max(clock.millis() << 16, known));
        }
    }

    @Override
    public List<Event> search(LogQuery query, Order order, int limit, Event after, Progress progress) throws ProblemException {
        return ask(() -> questions.search(query, order, Math.clamp(limit, 1, 10_000), after, progress), progress);
    }

    @Override
    public Optional<Event> event(String kind, String id) throws ProblemException {
        return work(() -> questions.event(kind, id), Progress.none());
    }

    @Override
    public long count(LogQuery query, Progress progress) throws ProblemException {
        return ask(() -> questions.count(query, progress), progress);
    }

    @Override
    public Histogram histogram(LogQuery query, int bars, ZoneId zone, Progress progress) throws ProblemException {
        return ask(() -> questions.histogram(query, Math.clamp(bars, 3, 1_000), zone, progress), progress);
    }

    @Override
    public TopValues top(LogQuery query, String field, int limit, Progress progress) throws ProblemException {
        return ask(() -> questions.top(query, field, Math.clamp(limit, 1, 1_000), progress), progress);
    }

    @Override
    public List<FieldSummary> fields(LogQuery query, Progress progress) throws ProblemException {
        return ask(() -> questions.fields(query, progress), progress);
    }

    @Override
    public Surroundings around(Event anchor, Query query, int before, int after, Progress progress) throws ProblemException {
        return ask(() -> questions.around(anchor, query, Math.clamp(before, 0, 10_000), Math.clamp(after, 0, 10_000), progress), progress);
    }

    @Override
    public long export(LogQuery query, Consumer<Event> to, Progress progress) throws ProblemException {
        return ask(() -> questions.export(query, to, progress), progress);
    }

    @Override
    public Progress.Registration tail(Query query, TailListener listener) {
        synchronized (tails) {
            boolean first = tails.isEmpty();
            Progress.Registration registration = tails.add(query, listener);
            if (first) {
                watchOthers();
            }
            return registration;
        }
    }

    private void watchOthers() {
        if (others != null) {
            others.end();
        }
        // What others brought just before is told by nobody: the question that follows must find it.
        stale.set(true);
        others = new OtherWriters(cluster, tails, writer, clock);
        Thread.ofVirtual().name("log-others").start(others);
    }

    @Override
    public List<KindSummary> kinds(Progress progress) throws ProblemException {
        return ask(() -> questions.kinds(progress), progress);
    }

    @Override
    public long retain(List<Retention> rules, Instant now, boolean really, Progress progress) throws ProblemException {
        return ask(() -> {
            Map<String, Instant> cuts = new HashMap<>();
            for (KindSummary kind : questions.kinds(progress)) {
                Optional<Retention> rule = rules.stream().filter(each -> each.fits(kind.kind())).findFirst();
                if (rule.isPresent()) {
                    Instant cut = rule.get().age() == null ? Instant.MIN : now.minus(rule.get().age());
                    boolean over = rule.get().bytes() > 0 && kind.bytes() > rule.get().bytes();
                    Instant full = over ? questions.cut(kind.kind(), rule.get().bytes(), progress) : Instant.MIN;
                    cuts.put(kind.kind(), cut.isAfter(full) ? cut : full);
                }
            }
            return new Removal(cluster).run(cuts, really, progress);
        }, progress);
    }

    @Override
    public List<Problem> problems() {
        Problem known = last;
        return known == null ? List.of() : List.of(known);
    }

    @Override
    public void close() {
        tails.close();
        cluster.close();
    }
}
