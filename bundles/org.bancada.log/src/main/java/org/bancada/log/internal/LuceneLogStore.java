package org.bancada.log.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.apache.lucene.store.AlreadyClosedException;
import org.bancada.core.DataFolder;
import org.bancada.core.Messages;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.core.query.Query;
import org.bancada.log.Event;
import org.bancada.log.FieldSummary;
import org.bancada.log.Histogram;
import org.bancada.log.KindSummary;
import org.bancada.log.LogQuery;
import org.bancada.log.LogStore;
import org.bancada.log.NewEvent;
import org.bancada.log.Outcome;
import org.bancada.log.Retention;
import org.bancada.log.StoreFullException;
import org.bancada.log.Surroundings;
import org.bancada.log.TailListener;
import org.bancada.log.TopValues;
import org.bancada.log.spi.Intake;
import org.bancada.log.spi.Tails;
import org.bancada.log.spi.Translation;

/** The embedded store, in the data folder. Nothing of Lucene is loaded before the first question or the first event. */
public final class LuceneLogStore implements LogStore {
    /** Below this much free space nothing is taken: merging parts of the index needs room too. */
    private static final long LEAST_ROOM = 256L << 20;
    private static final Duration COMMIT_EVERY = Duration.ofSeconds(30);
    private static final Messages TEXT = Messages.beside(LuceneLogStore.class);

    private final Path root;
    private final InstantSource clock;
    private final long leastRoom;
    private final Tails tails = new Tails();
    private final String run = Long.toString(new java.security.SecureRandom().nextLong() & Long.MAX_VALUE, 36);
    private final List<Problem> problems = new ArrayList<>();
    private EventIndex index;
    private ScheduledExecutorService commits;
    private boolean damaged;
    private boolean closed;

    public LuceneLogStore(DataFolder folder) {
        this(folder.logs(), InstantSource.system(), LEAST_ROOM);
    }

    LuceneLogStore(Path root, InstantSource clock, long leastRoom) {
        this.root = root;
        this.clock = clock;
        this.leastRoom = leastRoom;
    }

    private synchronized EventIndex index() throws ProblemException {
        if (closed) {
            throw new ProblemException(new Problem(TEXT.text("store.closed"), root.toString(), ""));
        }
        if (index == null) {
            // Lucene looks for its codecs with the loader of its own classes; nothing else may be asked.
            ClassLoader before = Thread.currentThread().getContextClassLoader();
            Thread.currentThread().setContextClassLoader(LuceneLogStore.class.getClassLoader());
            try {
                index = new EventIndex(root, clock.instant(), damaged);
                problems.addAll(index.problems());
                damaged = false;
            } catch (IOException | RuntimeException failed) {
                throw new ProblemException(new Problem(TEXT.text("store.open", String.valueOf(failed.getMessage())), root.toString(),
                        TEXT.text("store.open.cure")), failed);
            } finally {
                Thread.currentThread().setContextClassLoader(before);
            }
            EventIndex opened = index;
            Thread.ofPlatform().daemon().priority(Thread.MIN_PRIORITY).name("log-check").start(() -> check(opened));
            if (commits == null) {
                commits = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("log-commit").factory());
                commits.scheduleWithFixedDelay(this::commit, COMMIT_EVERY.toMillis(), COMMIT_EVERY.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
        return index;
    }

    /** What a disk has spoilt inside a file is seen only when it is read; it must not wait for the question that needs it. */
    private void check(EventIndex opened) {
        try {
            opened.check();
        } catch (AlreadyClosedException closedMeanwhile) {
            System.getLogger(LuceneLogStore.class.getName()).log(System.Logger.Level.DEBUG, "the log index was closed while it was checked", closedMeanwhile);
        } catch (IOException | RuntimeException failed) {
            mend(opened, failed);
        }
    }

    /**
     * Opens an index anew that failed, with a look at every byte of it: what is damaged is set aside, what was taken since it was made durable
     * comes from the journal.
     *
     * @return whether there is another one now
     */
    private synchronized boolean mend(EventIndex failed, Exception why) {
        if (index != failed) {
            return index != null;
        }
        System.getLogger(LuceneLogStore.class.getName()).log(System.Logger.Level.WARNING, "the log index failed and is opened anew", why);
        index = null;
        damaged = true;
        try {
            failed.abandon();
            index();
            return true;
        } catch (IOException | ProblemException | RuntimeException again) {
            System.getLogger(LuceneLogStore.class.getName()).log(System.Logger.Level.WARNING, "the log index cannot be opened; it is tried again", again);
            return false;
        }
    }

    private void commit() {
        EventIndex open;
        synchronized (this) {
            open = index;
        }
        try {
            if (open != null && open.dirty()) {
                open.commit();
            }
        } catch (IOException | RuntimeException failed) {
            mend(open, failed);
        }
    }

    /** Gives the folder back. */
    public void close() {
        EventIndex open;
        synchronized (this) {
            closed = true;
            open = index;
            index = null;
        }
        tails.close();
        if (commits != null) {
            commits.shutdownNow();
        }
        if (open != null) {
            try {
                open.close();
            } catch (IOException failed) {
                System.getLogger(LuceneLogStore.class.getName()).log(System.Logger.Level.WARNING, "the log index was not closed well; its journal is whole",
                        failed);
            }
        }
    }

    @Override
    public List<Outcome> add(List<NewEvent> events) throws ProblemException {
        if (events.isEmpty()) {
            return List.of();
        }
        room();
        EventIndex to = index();
        try {
            return add(to, events);
        } catch (AlreadyClosedException before) {
            if (!mend(to, before)) {
                throw new ProblemException(new Problem(TEXT.text("store.write", String.valueOf(before.getMessage())), root.toString(),
                        TEXT.text("store.full.cure")), before);
            }
            return add(events);
        } catch (IOException failed) {
            try {
                room();
            } catch (ProblemException full) {
                full.addSuppressed(failed);
                throw full;
            }
            boolean full = String.valueOf(failed.getMessage()).contains("No space left");
            throw new ProblemException(new Problem(TEXT.text("store.write", String.valueOf(failed.getMessage())), root.toString(),
                    TEXT.text("store.full.cure")), full ? new StoreFullException(failed) : failed);
        }
    }

    private void room() throws ProblemException {
        try {
            long free = Files.getFileStore(root).getUsableSpace();
            if (free < leastRoom) {
                throw new ProblemException(new Problem(TEXT.text("store.full", free >> 20, leastRoom >> 20), root.toString(), TEXT.text("store.full.cure")),
                        new StoreFullException(null));
            }
        } catch (IOException unknown) {
            System.getLogger(LuceneLogStore.class.getName()).log(System.Logger.Level.DEBUG, "free space is not known", unknown);
        }
    }

    private List<Outcome> add(EventIndex to, List<NewEvent> events) throws IOException {
        List<Intake.Judged> judged = new ArrayList<>(events.size());
        Set<String> named = new HashSet<>();
        for (NewEvent fresh : events) {
            long order = to.nextOrder();
            Intake.Judged one = Intake.judge(fresh, order, run + "-" + Long.toString(order, 36));
            judged.add(one);
            if (one.event() != null && fresh.id() != null) {
                named.add(Indexed.key(fresh.kind(), fresh.id()));
            }
        }
        // Not while others add events of the same names: they would be there twice.
        to.known().claim(named);
        try {
            return add(to, events, judged, named);
        } finally {
            to.known().release(named);
        }
    }

    private List<Outcome> add(EventIndex to, List<NewEvent> events, List<Intake.Judged> judged, Set<String> named) throws IOException {
        Set<String> there = to.known().present(named);
        Set<String> batch = new HashSet<>();
        Set<String> replacing = new HashSet<>();
        List<Outcome> outcomes = new ArrayList<>(events.size());
        List<Event> taken = new ArrayList<>(events.size());
        for (int i = 0; i < events.size(); i++) {
            NewEvent fresh = events.get(i);
            Event event = judged.get(i).event();
            if (event == null) {
                outcomes.add(judged.get(i).refusal());
                continue;
            }
            String key = fresh.id() == null ? "" : Indexed.key(fresh.kind(), fresh.id());
            boolean again = fresh.id() != null && (!batch.add(key) || there.contains(key));
            if (again && fresh.create()) {
                outcomes.add(Intake.there(event.id()));
                continue;
            }
            if (again) {
                replacing.add(key);
            }
            taken.add(event);
            outcomes.add(new Outcome(event.id(), again ? 200 : 201, "", ""));
        }
        if (!taken.isEmpty()) {
            try {
                to.add(taken, replacing);
            } catch (EventIndex.NotIndexed failed) {
                if (!mend(to, failed)) {
                    throw failed;
                }
            }
            to.known().added(batch);
            tails.came(taken);
        }
        return outcomes;
    }

    @Override
    public List<Event> search(LogQuery query, Order order, int limit, Event after, Progress progress) throws ProblemException {
        return ask(asked -> asked.search(query, order, Math.clamp(limit, 1, 10_000), after, progress), progress);
    }

    @Override
    public Optional<Event> event(String kind, String id) throws ProblemException {
        return ask(asked -> asked.event(kind, id), Progress.none());
    }

    @Override
    public long count(LogQuery query, Progress progress) throws ProblemException {
        return ask(asked -> asked.count(query, progress), progress);
    }

    @Override
    public Histogram histogram(LogQuery query, int bars, ZoneId zone, Progress progress) throws ProblemException {
        return ask(asked -> asked.histogram(query, Math.clamp(bars, 3, 1_000), zone, progress), progress);
    }

    @Override
    public TopValues top(LogQuery query, String field, int limit, Progress progress) throws ProblemException {
        return ask(asked -> asked.top(query, field, Math.clamp(limit, 1, 1_000), progress), progress);
    }

    @Override
    public List<FieldSummary> fields(LogQuery query, Progress progress) throws ProblemException {
        return ask(asked -> asked.fields(query, progress), progress);
    }

    @Override
    public Surroundings around(Event anchor, Query query, int before, int after, Progress progress) throws ProblemException {
        return ask(asked -> asked.around(anchor, query, Math.clamp(before, 0, 10_000), Math.clamp(after, 0, 10_000), progress), progress);
    }

    @Override
    public long export(LogQuery query, Consumer<Event> to, Progress progress) throws ProblemException {
        return ask(asked -> asked.export(query, to, progress), progress, false);
    }

    @Override
    public Progress.Registration tail(Query query, TailListener listener) {
        return tails.add(query, listener);
    }

    @Override
    public List<KindSummary> kinds(Progress progress) throws ProblemException {
        return ask(asked -> asked.kinds(progress), progress);
    }

    @Override
    public long retain(List<Retention> rules, Instant now, boolean really, Progress progress) throws ProblemException {
        return ask(asked -> {
            Map<String, Instant> cuts = new HashMap<>();
            for (KindSummary kind : asked.kinds(progress)) {
                for (Retention rule : rules) {
                    if (rule.fits(kind.kind())) {
                        Instant cut = rule.age() == null ? Instant.MIN : now.minus(rule.age());
                        Instant full = rule.bytes() > 0 && kind.bytes() > rule.bytes() ? asked.cut(kind.kind(), rule.bytes(), progress) : Instant.MIN;
                        cuts.put(kind.kind(), cut.isAfter(full) ? cut : full);
                        break;
                    }
                }
            }
            return asked.remove(cuts, really, progress);
        }, progress);
    }

    @Override
    public List<Problem> problems() {
        synchronized (this) {
            return List.copyOf(problems);
        }
    }

    private interface Question<T> {
        T answer(Questions asked) throws IOException;
    }

    private <T> T ask(Question<T> question, Progress progress) throws ProblemException {
        return ask(question, progress, true);
    }

    /** @param again whether it may be asked once more */
    private <T> T ask(Question<T> question, Progress progress, boolean again) throws ProblemException {
        EventIndex of = index();
        try {
            T answer = question.answer(new Questions(of));
            progress.check();
            return answer;
        } catch (Translation.TooManyConditions tooMany) {
            throw new ProblemException(new Problem(TEXT.text("query.conditions", Translation.MOST_CONDITIONS), "", TEXT.text("query.conditions.cure")), tooMany);
        } catch (org.apache.lucene.search.IndexSearcher.TooManyClauses tooMany) {
            throw new ProblemException(new Problem(TEXT.text("query.conditions", Translation.MOST_CONDITIONS), "", TEXT.text("query.conditions.cure")), tooMany);
        } catch (IOException | AlreadyClosedException | IndexOutOfBoundsException failed) {
            progress.check();
            if (mend(of, failed) && again) {
                return ask(question, progress, false);
            }
            throw new ProblemException(new Problem(TEXT.text("store.read", String.valueOf(failed.getMessage())), root.toString(),
                    TEXT.text("store.open.cure")), failed);
        }
    }
}
