package org.bancada.remote.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.bancada.core.Node;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.remote.HostKeys;
import org.bancada.remote.HostKeys.Key;

import com.jcraft.jsch.Session;

/**
 * The open connections, one per node as far as possible: several commands share one. An idle one is closed after some seconds; one that
 * is in use is held as long as it takes (hundreds at once: each costs a virtual thread and a buffer). Logins at once are bounded.
 */
final class Sessions implements AutoCloseable {
    /** sshd allows ten (MaxSessions); two stay free for ending commands. */
    private static final int CHANNELS = 8;
    private static final int LOGINS = 32;

    private final StoredClientKey key;
    private final HostKeys pins;
    private final Logins logins;
    private final Duration idle;
    private final Semaphore connecting = new Semaphore(LOGINS);
    private final Map<String, List<Held>> held = new HashMap<>();
    private boolean closed;

    /** Everything that must be the same for a connection to be used again. */
    private record Target(String address, int port, String user, Key pinned) {
    }

    private static final class Held {
        final Session session;
        final Target target;
        int channels = 1;
        boolean broken;
        long idleSince;

        Held(Session session, Target target) {
            this.session = session;
            this.target = target;
        }
    }

    Sessions(StoredClientKey key, HostKeys pins, Logins logins, Duration idle) {
        this.key = key;
        this.pins = pins;
        this.logins = logins;
        this.idle = idle;
    }

    /** The right to open one channel on a node's connection. */
    final class Lease implements AutoCloseable {
        private final String uuid;
        private final Held of;
        private final boolean fresh;

        private Lease(String uuid, Held of, boolean fresh) {
            this.uuid = uuid;
            this.of = of;
            this.fresh = fresh;
        }

        Session session() {
            return of.session;
        }

        /** Whether the connection was opened for this lease: else it may have died unseen. */
        boolean fresh() {
            return fresh;
        }

        /** Nobody shall use this connection again. */
        void broken() {
            synchronized (Sessions.this) {
                of.broken = true;
            }
        }

        @Override
        public void close() {
            release(uuid, of);
        }
    }

    /**
     * @param timeout for the TCP connection
     * @throws ProblemException when the node cannot be reached, its key is not the pinned one, or it refuses ours
     * @throws CancellationException when {@code cancel} asked to stop
     */
    Lease lease(Node node, Duration timeout, Progress cancel) throws ProblemException {
        cancel.check();
        Target target = new Target(node.address(), node.sshPort(), logins.user(node), pins.pinned(node).orElse(null));
        Held open = take(node.uuid(), target);
        if (open != null) {
            return new Lease(node.uuid(), open, false);
        }
        Session session = connect(node, target, timeout, cancel);
        Held fresh = new Held(session, target);
        synchronized (this) {
            if (!closed) {
                held.computeIfAbsent(node.uuid(), k -> new ArrayList<>()).add(fresh);
                return new Lease(node.uuid(), fresh, true);
            }
        }
        session.disconnect();
        throw new CancellationException();
    }

    private Session connect(Node node, Target target, Duration timeout, Progress cancel) throws ProblemException {
        try {
            while (!connecting.tryAcquire(100, TimeUnit.MILLISECONDS)) {
                cancel.check();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        }
        try {
            return Connector.connect(key.identity(), node, target.user(), target.pinned(), new PinCheck(target.pinned()), timeout, cancel);
        } finally {
            connecting.release();
        }
    }

    private synchronized Held take(String uuid, Target target) {
        for (Held one : held.getOrDefault(uuid, List.of())) {
            if (!one.broken && one.channels < CHANNELS && one.session.isConnected() && one.target.equals(target)) {
                one.channels++;
                return one;
            }
        }
        return null;
    }

    private void release(String uuid, Held one) {
        synchronized (this) {
            one.channels--;
            one.idleSince = System.nanoTime();
            boolean keep = !closed && !one.broken && !idle.isZero() && one.session.isConnected();
            if (one.channels > 0) {
                return;
            }
            if (keep) {
                CompletableFuture.delayedExecutor(idle.toMillis() + 1, TimeUnit.MILLISECONDS, Thread::startVirtualThread).execute(this::closeIdle);
                return;
            }
            forget(uuid, one);
        }
        one.session.disconnect();
    }

    private void forget(String uuid, Held one) {
        held.computeIfPresent(uuid, (k, list) -> {
            list.remove(one);
            return list.isEmpty() ? null : list;
        });
    }

    private void closeIdle() {
        List<Session> done = new ArrayList<>();
        synchronized (this) {
            long now = System.nanoTime();
            for (Iterator<List<Held>> nodes = held.values().iterator(); nodes.hasNext();) {
                List<Held> list = nodes.next();
                list.removeIf(one -> {
                    boolean over = one.channels == 0 && now - one.idleSince >= idle.toNanos();
                    if (over) {
                        done.add(one.session);
                    }
                    return over;
                });
                if (list.isEmpty()) {
                    nodes.remove();
                }
            }
        }
        done.forEach(Session::disconnect);
    }

    /** How many connections are open. */
    synchronized int open() {
        return held.values().stream().mapToInt(List::size).sum();
    }

    @Override
    public void close() {
        List<Session> all = new ArrayList<>();
        synchronized (this) {
            closed = true;
            held.values().forEach(list -> list.forEach(one -> all.add(one.session)));
            held.clear();
        }
        all.forEach(Session::disconnect);
    }
}
