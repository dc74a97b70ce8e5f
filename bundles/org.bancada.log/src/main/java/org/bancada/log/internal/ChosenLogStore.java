package org.bancada.log.internal;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.bancada.core.DataFolder;
import org.bancada.core.Messages;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.core.query.Query;
import org.bancada.log.ClusterAddress;
import org.bancada.log.ConnectionCheck;
import org.bancada.log.Event;
import org.bancada.log.FieldSummary;
import org.bancada.log.Histogram;
import org.bancada.log.KindSummary;
import org.bancada.log.LogQuery;
import org.bancada.log.LogStore;
import org.bancada.log.NewEvent;
import org.bancada.log.Outcome;
import org.bancada.log.Retention;
import org.bancada.log.StoreChoice;
import org.bancada.log.Surroundings;
import org.bancada.log.TailListener;
import org.bancada.log.TopValues;
import org.bancada.log.spi.ClusterStores;
import org.bancada.store.Secrets;
import org.bancada.store.Settings;
import org.osgi.service.component.ComponentServiceObjects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** The one place where it is decided which store everybody uses. Whichever it is, it is opened at its first use. */
@Component(service = {LogStore.class, StoreChoice.class})
public final class ChosenLogStore implements LogStore, StoreChoice {
    private static final String SETTING = "log.store";
    private static final String SECRET = "elasticsearch";
    private static final Messages TEXT = Messages.beside(ChosenLogStore.class);

    private final DataFolder folder;
    private final Settings settings;
    private final Secrets secrets;
    private final Supplier<ClusterStores> clusters;
    private final List<Watch> watches = new ArrayList<>();
    private LogStore store;
    private Runnable closing = () -> { };
    private boolean closed;

    /** A listener, who hears of events of whichever store is used. */
    private static final class Watch {
        private final Query query;
        private final TailListener listener;
        private Progress.Registration registration;

        Watch(Query query, TailListener listener) {
            this.query = query;
            this.listener = listener;
        }
    }

    @Activate
    public ChosenLogStore(@Reference DataFolder folder, @Reference Settings settings, @Reference Secrets secrets,
            @Reference ComponentServiceObjects<ClusterStores> clusters) {
        this(folder, settings, secrets, clusters::getService);
    }

    ChosenLogStore(DataFolder folder, Settings settings, Secrets secrets, Supplier<ClusterStores> clusters) {
        this.folder = folder;
        this.settings = settings;
        this.secrets = secrets;
        this.clusters = clusters;
    }

    @Override
    public Optional<ClusterAddress> current() throws ProblemException {
        String[] lines = settings.get(SETTING, "").split("\n", -1);
        return lines.length < 4 ? Optional.empty() : Optional.of(ClusterAddress.parse(lines[0], lines[1], lines[2], lines[3]));
    }

    @Override
    public boolean hasSecret() throws ProblemException {
        return secrets.names().contains(SECRET);
    }

    @Override
    public synchronized void use(Optional<ClusterAddress> cluster, char[] secret) throws ProblemException {
        if (secret != null && secret.length > 0) {
            secrets.put(SECRET, secret);
        } else if (secret != null || cluster.isEmpty() || !isKeptFor(cluster.get())) {
            secrets.remove(SECRET);
        }
        if (cluster.isEmpty()) {
            settings.remove(SETTING);
        } else {
            ClusterAddress to = cluster.get();
            settings.put(SETTING, String.join("\n", to.url().toString(), to.index(), to.user(), to.fingerprint()));
        }
        if (store != null) {
            closing.run();
            store = null;
            for (Watch watch : watches) {
                watch.registration = store().tail(watch.query, watch.listener);
            }
        }
    }

    @Override
    public ConnectionCheck check(ClusterAddress cluster, char[] secret, Progress progress) throws ProblemException {
        char[] given = secret != null ? secret.clone() : isKeptFor(cluster) ? kept() : new char[0];
        try {
            return clusters.get().check(cluster, given, progress);
        } finally {
            Arrays.fill(given, '\0');
        }
    }

    /** What is kept for one server is shown to no other. */
    private boolean isKeptFor(ClusterAddress cluster) throws ProblemException {
        return current().filter(known -> known.url().equals(cluster.url()) && known.user().equals(cluster.user())
                && known.fingerprint().equals(cluster.fingerprint())).isPresent();
    }

    private char[] kept() throws ProblemException {
        return secrets.get(SECRET).orElse(new char[0]);
    }

    private synchronized LogStore store() throws ProblemException {
        if (closed) {
            throw new ProblemException(new Problem(TEXT.text("store.closed"), "", ""));
        }
        if (store == null) {
            Optional<ClusterAddress> cluster = current();
            if (cluster.isEmpty()) {
                LuceneLogStore embedded = new LuceneLogStore(folder);
                closing = embedded::close;
                store = embedded;
            } else {
                char[] secret = kept();
                ClusterStores.OpenStore opened = clusters.get().open(cluster.get(), secret);
                Arrays.fill(secret, '\0');
                closing = opened::close;
                store = opened;
            }
        }
        return store;
    }

    /** Gives the store back. */
    @Deactivate
    public synchronized void close() {
        closed = true;
        closing.run();
    }

    @Override
    public List<Outcome> add(List<NewEvent> events) throws ProblemException {
        return store().add(events);
    }

    @Override
    public List<Event> search(LogQuery query, Order order, int limit, Event after, Progress progress) throws ProblemException {
        return store().search(query, order, limit, after, progress);
    }

    @Override
    public Optional<Event> event(String kind, String id) throws ProblemException {
        return store().event(kind, id);
    }

    @Override
    public long count(LogQuery query, Progress progress) throws ProblemException {
        return store().count(query, progress);
    }

    @Override
    public Histogram histogram(LogQuery query, int bars, ZoneId zone, Progress progress) throws ProblemException {
        return store().histogram(query, bars, zone, progress);
    }

    @Override
    public TopValues top(LogQuery query, String field, int limit, Progress progress) throws ProblemException {
        return store().top(query, field, limit, progress);
    }

    @Override
    public List<FieldSummary> fields(LogQuery query, Progress progress) throws ProblemException {
        return store().fields(query, progress);
    }

    @Override
    public Surroundings around(Event anchor, Query query, int before, int after, Progress progress) throws ProblemException {
        return store().around(anchor, query, before, after, progress);
    }

    @Override
    public long export(LogQuery query, Consumer<Event> to, Progress progress) throws ProblemException {
        return store().export(query, to, progress);
    }

    @Override
    public synchronized Progress.Registration tail(Query query, TailListener listener) throws ProblemException {
        Watch watch = new Watch(query, listener);
        watch.registration = store().tail(query, listener);
        watches.add(watch);
        return () -> {
            synchronized (this) {
                watches.remove(watch);
                watch.registration.close();
            }
        };
    }

    @Override
    public List<KindSummary> kinds(Progress progress) throws ProblemException {
        return store().kinds(progress);
    }

    @Override
    public long retain(List<Retention> rules, Instant now, boolean really, Progress progress) throws ProblemException {
        return store().retain(rules, now, really, progress);
    }

    @Override
    public List<Problem> problems() {
        try {
            return store().problems();
        } catch (ProblemException unusable) {
            return List.of(unusable.problem());
        }
    }
}
