package org.bancada.log.spi;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.bancada.core.Progress.Registration;
import org.bancada.core.query.Query;
import org.bancada.log.Event;
import org.bancada.log.TailListener;

/** Hands events on to those who watch; one who is slow misses events and is told how many, and slows nobody. */
public final class Tails implements AutoCloseable {
    private static final int MOST_WAITING = 10_000;

    private final List<Tail> tails = new CopyOnWriteArrayList<>();

    /** Tells a listener of matching events from now on. */
    public Registration add(Query query, TailListener listener) {
        Tail tail = new Tail(query, listener);
        tails.add(tail);
        Thread.ofVirtual().name("log-tail").start(tail);
        return () -> {
            tails.remove(tail);
            tail.end();
        };
    }

    /** Hands events to whom they concern; never waits. */
    public void came(List<Event> events) {
        for (Tail tail : tails) {
            tail.came(events);
        }
    }

    /** Whether nobody watches. */
    public boolean isEmpty() {
        return tails.isEmpty();
    }

    @Override
    public void close() {
        tails.forEach(Tail::end);
        tails.clear();
    }

    private static final class Tail implements Runnable {
        private final Query query;
        private final TailListener listener;
        private final Deque<Event> waiting = new ArrayDeque<>();
        private long missed;
        private boolean ended;

        Tail(Query query, TailListener listener) {
            this.query = query;
            this.listener = listener;
        }

        void came(List<Event> events) {
            List<Event> matching = events.stream().filter(query::matches).toList();
            synchronized (waiting) {
                for (Event event : matching) {
                    if (waiting.size() == MOST_WAITING) {
                        waiting.removeFirst();
                        missed++;
                    }
                    waiting.addLast(event);
                }
                waiting.notifyAll();
            }
        }

        void end() {
            synchronized (waiting) {
                ended = true;
                waiting.notifyAll();
            }
        }

        @Override
        public void run() {
            while (true) {
                List<Event> batch;
                long lost;
                synchronized (waiting) {
                    while (waiting.isEmpty() && !ended) {
                        try {
                            waiting.wait();
                        } catch (InterruptedException asked) {
                            return;
                        }
                    }
                    if (ended) {
                        return;
                    }
                    batch = new ArrayList<>(waiting);
                    waiting.clear();
                    lost = missed;
                    missed = 0;
                }
                try {
                    listener.came(batch, lost);
                } catch (RuntimeException broken) {
                    System.getLogger(Tails.class.getName()).log(System.Logger.Level.ERROR, "a listener of the logs failed", broken);
                }
            }
        }
    }
}
