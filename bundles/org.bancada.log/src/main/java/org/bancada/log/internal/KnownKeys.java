package org.bancada.log.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ReferenceManager;
import org.apache.lucene.util.BytesRef;

/** Which events are there, also those that no searcher sees yet. */
final class KnownKeys implements ReferenceManager.RefreshListener {
    /** So many that no searcher sees: then it is time for a new one. */
    private static final int MOST_UNSEEN = 100_000;

    private final ReferenceManager<IndexSearcher> searchers;
    private volatile Set<String> fresh = ConcurrentHashMap.newKeySet();
    /** Those that the searcher which is being opened will see. */
    private volatile Set<String> aging = Set.of();
    private final Set<String> claimed = new HashSet<>();

    KnownKeys(ReferenceManager<IndexSearcher> searchers) {
        this.searchers = searchers;
        searchers.addListener(this);
    }

    /** Waits until nobody else is adding events of these keys. To be given back by {@link #release}. */
    void claim(Collection<String> keys) {
        synchronized (claimed) {
            boolean interrupted = false;
            while (keys.stream().anyMatch(claimed::contains)) {
                try {
                    claimed.wait();
                } catch (InterruptedException later) {
                    interrupted = true;
                }
            }
            claimed.addAll(keys);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    void release(Collection<String> keys) {
        synchronized (claimed) {
            claimed.removeAll(keys);
            claimed.notifyAll();
        }
    }

    /** Those of them whose events are there. */
    Set<String> present(Collection<String> keys) throws IOException {
        Set<String> present = new HashSet<>();
        TreeMap<BytesRef, String> asked = new TreeMap<>();
        for (String key : keys) {
            if (fresh.contains(key) || aging.contains(key)) {
                present.add(key);
            } else {
                asked.put(Indexed.keyTerm(key), key);
            }
        }
        // Not earlier: what was not among the fresh ones any more is seen by the searcher of now.
        IndexSearcher searcher = searchers.acquire();
        try {
            for (LeafReaderContext part : searcher.getIndexReader().leaves()) {
                present(part.reader(), asked, present);
            }
        } finally {
            searchers.release(searcher);
        }
        return present;
    }

    private static void present(LeafReader part, TreeMap<BytesRef, String> asked, Set<String> present) throws IOException {
        Terms terms = part.terms(Indexed.KEY);
        if (terms == null) {
            return;
        }
        TermsEnum each = terms.iterator();
        PostingsEnum postings = null;
        List<BytesRef> found = new ArrayList<>();
        for (BytesRef term : asked.keySet()) {
            if (each.seekExact(term)) {
                postings = each.postings(postings, PostingsEnum.NONE);
                for (int document = postings.nextDoc(); document != PostingsEnum.NO_MORE_DOCS; document = postings.nextDoc()) {
                    if (part.getLiveDocs() == null || part.getLiveDocs().get(document)) {
                        found.add(term);
                        break;
                    }
                }
            }
        }
        found.forEach(term -> present.add(asked.remove(term)));
    }

    /** To be called when the events are in the index, before the keys are released. */
    void added(Collection<String> keys) throws IOException {
        Set<String> to = fresh;
        to.addAll(keys);
        if (to.size() > MOST_UNSEEN) {
            searchers.maybeRefresh();
        }
    }

    @Override
    public void beforeRefresh() {
        aging = fresh;
        fresh = ConcurrentHashMap.newKeySet();
    }

    @Override
    public void afterRefresh(boolean refreshed) {
        if (!refreshed) {
            fresh.addAll(aging);
        }
        aging = Set.of();
    }
}
