package org.bancada.log.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;

import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.AlreadyClosedException;
import org.bancada.core.Messages;
import org.bancada.core.Problem;
import org.bancada.log.Event;

/** The index with its journal: what was added survives, what was added can be found. */
final class EventIndex implements AutoCloseable {
    /** The index is made durable when the journal is larger than this. */
    private static final long MOST_JOURNAL = 128L << 20;
    private static final String LAST_ORDER = "order";
    private static final Messages TEXT = Messages.beside(EventIndex.class);

    private final IndexFolder folder;
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private final Journal journal;
    private final KnownKeys known;
    private final AtomicLong order;
    private final AtomicBoolean stale = new AtomicBoolean();
    /** Shared by whoever adds; alone while the journal is changed for a fresh one. */
    private final ReentrantReadWriteLock adding = new ReentrantReadWriteLock();
    private final Object committing = new Object();

    private final List<Problem> problems = new ArrayList<>();
    private volatile boolean abandoned;

    /** Events that will be found once the index was opened anew: the journal has them, the index could not take them. */
    static final class NotIndexed extends IOException {
        private static final long serialVersionUID = 1L;

        NotIndexed(Exception cause) {
            super(cause.getMessage(), cause);
        }
    }

    /** @param thorough whether every byte of the index is to be looked at */
    EventIndex(Path root, Instant now, boolean thorough) throws IOException {
        Files.createDirectories(root);
        folder = new IndexFolder(root.resolve("index"));
        writer = folder.open(now, thorough);
        problems.addAll(folder.problems());
        long last = now.toEpochMilli() << 16;
        for (Map.Entry<String, String> data : commitData()) {
            if (data.getKey().equals(LAST_ORDER)) {
                last = Math.max(last, Long.parseLong(data.getValue()));
            }
        }
        order = new AtomicLong(last);
        journal = new Journal(root);
        recover(root, now);
        searchers = new SearcherManager(writer, new SearcherFactory());
        known = new KnownKeys(searchers);
    }

    private Iterable<Map.Entry<String, String>> commitData() {
        Iterable<Map.Entry<String, String>> data = writer.getLiveCommitData();
        return data == null ? List.of() : data;
    }

    private void recover(Path root, Instant now) throws IOException {
        List<Path> files = journal.rotate();
        List<Journal.Damage> damages = Journal.replay(files, events -> {
            try {
                for (Event event : events) {
                    order.accumulateAndGet(event.order(), Math::max);
                    write(event, true);
                }
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        });
        for (Journal.Damage damage : damages) {
            Path aside = IndexFolder.aside(root, now);
            Files.copy(damage.file(), aside.resolve(damage.file().getFileName()), StandardCopyOption.REPLACE_EXISTING);
            problems.add(new Problem(TEXT.text("journal.damaged", damage.bytes()), aside.toString(), TEXT.text("index.damaged.cure")));
        }
        commit(files);
    }

    long nextOrder() {
        return order.incrementAndGet();
    }

    /** What had to be set aside when it was opened. */
    List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** Which keys are there, and which are being added. */
    KnownKeys known() {
        return known;
    }

    /** @param replacing keys whose events are there already, or twice among these: the last one stays */
    void add(List<Event> events, Set<String> replacing) throws IOException {
        adding.readLock().lock();
        try {
            if (abandoned) {
                throw new AlreadyClosedException("the index is opened anew");
            }
            journal.append(events);
            try {
                for (Event event : events) {
                    write(event, !replacing.isEmpty() && replacing.contains(Indexed.key(event.kind(), event.id())));
                }
            } catch (IOException | AlreadyClosedException failed) {
                throw new NotIndexed(failed);
            }
            stale.set(true);
        } finally {
            adding.readLock().unlock();
        }
        if (journal.size() > MOST_JOURNAL) {
            commit();
        }
    }

    private void write(Event event, boolean replacing) throws IOException {
        if (replacing) {
            writer.updateDocument(new Term(Indexed.KEY, Indexed.keyTerm(Indexed.key(event.kind(), event.id()))), Indexed.document(event));
        } else {
            writer.addDocument(Indexed.document(event));
        }
    }

    /** Whether something was added that is in the journal only. */
    boolean dirty() {
        return journal.size() > 0;
    }

    /** Makes the index durable and forgets the journal. */
    void commit() throws IOException {
        synchronized (committing) {
            List<Path> before;
            adding.writeLock().lock();
            try {
                before = journal.rotate();
            } finally {
                adding.writeLock().unlock();
            }
            commit(before);
        }
    }

    private void commit(List<Path> journals) throws IOException {
        writer.setLiveCommitData(Map.of(LAST_ORDER, Long.toString(order.get())).entrySet());
        writer.commit();
        for (Path file : journals) {
            Files.deleteIfExists(file);
        }
    }

    void delete(Query query) throws IOException {
        writer.deleteDocuments(query);
        stale.set(true);
        commit();
        writer.forceMergeDeletes(false);
    }

    /** To be given back to {@link #release}; sees everything that was added before. */
    IndexSearcher acquire() throws IOException {
        if (stale.getAndSet(false)) {
            searchers.maybeRefreshBlocking();
        }
        return searchers.acquire();
    }

    void release(IndexSearcher searcher) throws IOException {
        searchers.release(searcher);
    }

    /** Reads every byte; the reading ends early when the index is closed. */
    void check() throws IOException {
        IndexSearcher searcher = searchers.acquire();
        try {
            for (LeafReaderContext part : searcher.getIndexReader().leaves()) {
                part.reader().checkIntegrity();
            }
        } finally {
            searchers.release(searcher);
        }
    }

    /** Gives the folder back without writing: the index as it was made durable last, and the journal of what came since. */
    void abandon() throws IOException {
        adding.writeLock().lock();
        try {
            abandoned = true;
            searchers.close();
            writer.rollback();
            journal.close();
            folder.close();
        } finally {
            adding.writeLock().unlock();
        }
    }

    @Override
    public void close() throws IOException {
        commit();
        searchers.close();
        writer.close();
        journal.close();
        folder.close();
    }
}
