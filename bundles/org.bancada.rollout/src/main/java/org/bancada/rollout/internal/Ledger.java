package org.bancada.rollout.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.bancada.rollout.RolloutSeries.Source;

/**
 * Books what the peers of one rollout announce: which building received how much, when, from where. What has been booked is handed on from
 * time to time together with how far each peer's counters were then, so after a crash nothing is counted twice and nothing is lost. How the
 * source is found is described at {@link org.bancada.rollout.RolloutSeries}. Safe for use by several threads.
 */
final class Ledger {
    static final int STEP_SECONDS = 5;
    /** A peer that was not heard for longer has its bytes booked to the end of that time. */
    private static final Duration LONGEST_GAP = Duration.ofHours(1);

    private final long imageBytes;
    private final Map<String, Account> accounts;
    private final Set<String> dirty = new HashSet<>();
    private final Map<Slot, long[]> pending = new HashMap<>();
    private Totals totals;

    /**
     * How far the counters of a peer were when it was heard last, and of whom it was told then.
     *
     * @param outward whether it may have connections to the outside
     */
    record Account(String building, long downloaded, long uploaded, Instant heard, boolean outward, int room, int elsewhere) {
    }

    /** Sums over all peers; {@code origin} what was booked as coming from the origin. */
    record Totals(long downloaded, long uploaded, long origin) {
        static final Totals NONE = new Totals(0, 0, 0);
    }

    /** @param second since 1970, a multiple of {@link #STEP_SECONDS} */
    record Slot(long second, String building) {
    }

    /** What is to be stored in one transaction. {@code inflow}: bytes by slot and ordinal of their source, to be added. */
    record Batch(Map<Slot, long[]> inflow, Map<String, Account> accounts, Totals totals) {
        static final Batch EMPTY = new Batch(Map.of(), Map.of(), Totals.NONE);

        /** Whether nothing has changed since the batch before. */
        boolean isEmpty() {
            return inflow.isEmpty() && accounts.isEmpty();
        }
    }

    /** @param accounts by token, as they were stored last */
    Ledger(long imageBytes, Map<String, Account> accounts, Totals totals) {
        this.imageBytes = imageBytes;
        this.accounts = new HashMap<>(accounts);
        this.totals = totals;
    }

    /** @param started whether the peer's counters began anew, without connections */
    synchronized void heard(String token, String building, long downloaded, long uploaded, boolean started, Instant now) {
        Account old = accounts.getOrDefault(token, new Account(building, 0, 0, now, false, 1, 0));
        long came = grown(started ? 0 : old.downloaded(), downloaded);
        long went = grown(started ? 0 : old.uploaded(), uploaded);
        boolean fresh = !accounts.containsKey(token);
        if (fresh || started || came > 0 || went > 0) {
            dirty.add(token);
        }
        if (came > 0) {
            book(old, building, came, now);
        }
        totals = new Totals(totals.downloaded() + came, totals.uploaded() + went, totals.origin());
        accounts.put(token, new Account(building, downloaded, uploaded, now, old.outward() && !started, old.room(), old.elsewhere()));
    }

    /** A counter that is smaller than before began anew. A peer that claims more than a whole image at once is not believed. */
    private long grown(long before, long now) {
        return Math.min(now >= before ? now - before : now, imageBytes);
    }

    /** Spreads bytes evenly over the time since the peer was heard last. */
    private void book(Account peer, String building, long bytes, Instant now) {
        long end = now.toEpochMilli();
        long begin = Math.clamp(peer.heard().toEpochMilli(), end - LONGEST_GAP.toMillis(), end);
        long step = STEP_SECONDS * 1000L;
        long left = bytes;
        for (long slot = Math.floorDiv(begin, step) * step; slot <= end; slot += step) {
            boolean last = slot + step > end;
            long part = last ? left : (long) ((double) bytes * (slot + step - Math.max(slot, begin)) / (end - begin));
            part = Math.min(part, left);
            left -= part;
            long[] sums = pending.computeIfAbsent(new Slot(slot / 1000, building), s -> new long[Source.values().length]);
            if (peer.outward()) {
                sums[Source.OTHER_BUILDINGS.ordinal()] += part;
            } else {
                long near = peer.room() + peer.elsewhere() == 0 ? part : (long) ((double) part * peer.room() / (peer.room() + peer.elsewhere()));
                sums[Source.ROOM.ordinal()] += near;
                sums[Source.BUILDING.ordinal()] += part - near;
            }
        }
    }

    /** @param peers of how many of each kind the peer was told now */
    synchronized void told(String token, boolean gateway, Map<Source, Integer> peers) {
        Account account = accounts.get(token);
        if (account == null) {
            return;
        }
        int room = peers.getOrDefault(Source.ROOM, 0);
        int elsewhere = peers.getOrDefault(Source.BUILDING, 0);
        boolean outward = account.outward() || gateway;
        if (outward == account.outward() && (room + elsewhere == 0 || room == account.room() && elsewhere == account.elsewhere())) {
            return;
        }
        dirty.add(token);
        accounts.put(token, new Account(account.building(), account.downloaded(), account.uploaded(), account.heard(), outward,
                room + elsewhere == 0 ? account.room() : room, room + elsewhere == 0 ? account.elsewhere() : elsewhere));
    }

    /** Hands on what was booked since the last time; empty when there is nothing. */
    synchronized Batch drain() {
        long outside = pending.values().stream().mapToLong(sums -> sums[Source.OTHER_BUILDINGS.ordinal()]).sum();
        boolean alone = accounts.values().stream().map(Account::building).distinct().limit(2).count() < 2;
        long unsent = totals.downloaded() - totals.uploaded() - totals.origin();
        long origin = alone ? outside : Math.clamp(unsent, 0, outside);
        long left = origin;
        long before = outside;
        for (long[] sums : pending.values()) {
            int other = Source.OTHER_BUILDINGS.ordinal();
            long share = before == 0 ? 0 : Math.min(sums[other], Math.round((double) left * sums[other] / before));
            before -= sums[other];
            left -= share;
            sums[other] -= share;
            sums[Source.ORIGIN.ordinal()] += share;
        }
        totals = new Totals(totals.downloaded(), totals.uploaded(), totals.origin() + origin - left);
        Map<String, Account> changed = new HashMap<>();
        dirty.forEach(token -> changed.put(token, accounts.get(token)));
        Batch batch = new Batch(Map.copyOf(pending), changed, totals);
        pending.clear();
        dirty.clear();
        return batch;
    }
}
