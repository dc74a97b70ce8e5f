package org.bancada.log.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;

import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.bancada.core.Problem;
import org.bancada.log.Event;

/** The index with its journal: what was added survives, what was added can be found. */
final class EventIndex implements AutoCloseable {
    /** The index is made durable when the journal is larger than this. */
    private static final long MOST_JOURNAL = 128L << 20;
    private static final String LAST_ORDER = "order";

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

    EventIndex(Path root, Instant now) throws IOException {
        Files.createDirectories(root);
        folder = new IndexFolder(root.resolve("index"));
        writer = folder.open(now);
        long last = now.toEpochMilli() << 16;
        for (Map.Entry<String, String> data : commitData()) {
            if (data.getKey().equals(LAST_ORDER)) {
                last = Math.max(last, Long.parseLong(data.getValue()));
            }
        }
        order = new AtomicLong(last);
        journal = new Journal(root);
        recover();
        searchers = new SearcherManager(writer, new SearcherFactory());
        known = new KnownKeys(searchers);
    }

    private Iterable<Map.Entry<String, String>> commitData() {
        Iterable<Map.Entry<String, String>> data = writer.getLiveCommitData();
        return data == null ? List.of() : data;
    }

    private void recover() throws IOException {
        List<Path> files = journal.rotate();
        Journal.replay(files, events -> {
            try {
                for (Event event : events) {
                    order.accumulateAndGet(event.order(), Math::max);
                    write(event, true);
                }
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        });
        commit(files);
    }

    long nextOrder() {
        return order.incrementAndGet();
    }

    /** What had to be set aside when it was opened. */
    List<Problem> problems() {
        return folder.problems();
    }

    /** Which keys are there, and which are being added. */
    KnownKeys known() {
        return known;
    }

    /** @param replacing keys whose events are there already, or twice among these: the last one stays */
    void add(List<Event> events, Set<String> replacing) throws IOException {
        adding.readLock().lock();
        try {
            journal.append(events);
            for (Event event : events) {
                write(event, !replacing.isEmpty() && replacing.contains(Indexed.key(event.kind(), event.id())));
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

    @Override
    public void close() throws IOException {
        commit();
        searchers.close();
        writer.close();
        journal.close();
        folder.close();
    }
}
