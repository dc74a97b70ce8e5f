package org.bancada.rollout.internal;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SequencedMap;
import java.util.TreeMap;

import org.bancada.core.Place;
import org.bancada.rollout.RolloutSeries;
import org.bancada.rollout.RolloutSeries.Source;

/**
 * Who shares one image with whom. A peer is told of peers in its own room, then of its own building, of nobody else. Only one elected
 * gateway per building is told of the origin, and of other buildings' gateways where the origin cannot serve all, so that one copy crosses an uplink.
 * Everybody is told the same peers again and again: aria2c adds what it hears, and a peer that has many connections asks for none, which
 * would keep it from ever becoming a gateway.
 */
final class Swarm {
    static final int MOST_PEERS = 24;
    private static final int MOST_GATEWAYS = 8;
    /**
     * aria2c serves four at a time. Up to so many gateways need each other only without the origin: several sources behind one slow uplink send
     * the last blocks several times.
     */
    private static final int ORIGIN_SERVES = 4;
    private static final Duration GATEWAY_INTERVAL = Duration.ofSeconds(2);
    /**
     * A gateway that is silent for longer is replaced by the next one of its building that announces, {@link #SHORT_INTERVAL} later at the
     * latest: in all less than ten seconds after its last word.
     */
    private static final Duration GATEWAY_SILENCE = Duration.ofMillis(4500);
    private static final Duration GATEWAY_STALL = Duration.ofSeconds(12);
    private static final Duration SHORT_INTERVAL = Duration.ofSeconds(5);
    private static final Duration LONG_INTERVAL = Duration.ofSeconds(10);
    /** How late an announce may be before its peer counts as gone. */
    private static final Duration LATE = Duration.ofSeconds(4);
    private static final int FEW = 1000;

    private final Ledger ledger;
    private final Map<String, Building> buildings = new HashMap<>();
    private final Map<String, Member> members = new HashMap<>();
    private int complete;
    private Instant swept = Instant.MIN;

    /** @param ledger where everything is booked that peers say of their traffic */
    Swarm(Ledger ledger) {
        this.ledger = ledger;
    }

    /** What a peer is told. */
    record Answer(Duration interval, int complete, int incomplete, List<InetSocketAddress> peers) {
    }

    private static final class Building {
        /** By room, then by {@link Member#spot}: a ring from which each takes the ones that follow its own choice. */
        final NavigableMap<String, NavigableMap<String, Member>> rooms = new TreeMap<>();
        /** Those who have everything, by token. */
        final NavigableMap<String, Member> complete = new TreeMap<>();
        Member gateway;
        Instant elected = Instant.MIN;
    }

    /**
     * Takes an announce and answers it.
     *
     * @param token who announces
     * @param address where the announce came from: that is where the peer listens, whatever it says itself
     * @param origin where the origin serves, as seen from this peer; null while it does not
     */
    synchronized Answer announce(String token, Place place, InetAddress address, Announce announce, InetSocketAddress origin, Instant now) {
        sweep(now);
        Member member = members.computeIfAbsent(token, t -> new Member(t, place, address));
        Building building = buildings.computeIfAbsent(member.building, b -> new Building());
        if (announce.left() < member.left || announce.event().equals("started")) {
            member.moved = now;
        }
        member.address = new InetSocketAddress(address, announce.port());
        count(building, member, announce.left());
        ledger.heard(token, RolloutSeries.building(place), announce.downloaded(), announce.uploaded(), announce.event().equals("started"), now);
        notifyAll();
        if (announce.event().equals("stopped")) {
            forget(member);
            return answer(SHORT_INTERVAL, List.of());
        }
        member.seen = now;
        building.rooms.computeIfAbsent(member.room, r -> new TreeMap<>()).put(member.spot, member);
        int wanted = announce.numwant() < 0 ? MOST_PEERS : Math.min(announce.numwant(), MOST_PEERS);
        elect(building, member, wanted, origin != null, now);
        Duration interval = building.gateway == member ? GATEWAY_INTERVAL : interval();
        Map<InetSocketAddress, Source> peers = member.complete() ? Map.of() : peers(building, member, wanted, origin);
        member.told = count(peers);
        ledger.told(token, building.gateway == member, member.told);
        return answer(interval, List.copyOf(peers.keySet()));
    }

    private static Map<Source, Integer> count(Map<InetSocketAddress, Source> peers) {
        Map<Source, Integer> counts = new EnumMap<>(Source.class);
        peers.values().forEach(source -> counts.merge(source, 1, Integer::sum));
        return counts;
    }

    /**
     * Waits until a peer that is loading has announced that it has everything, or has left, and so told its last bytes.
     *
     * @param most how long at most
     */
    synchronized void awaitWhole(String token, Duration most) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        while (members.get(token) instanceof Member member && !member.complete()) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return;
            }
            wait(left);
        }
    }

    /** What the tracker knows of a peer; {@code peers} whom it was told of last. */
    record Seen(boolean gateway, Map<Source, Integer> peers) {
        static final Seen NOTHING = new Seen(false, Map.of());
    }

    synchronized Seen seen(String token) {
        Member member = members.get(token);
        return member == null ? Seen.NOTHING : new Seen(buildings.get(member.building).gateway == member, Map.copyOf(member.told));
    }

    private void count(Building building, Member member, long left) {
        boolean was = member.complete();
        member.left = left;
        if (was == member.complete()) {
            return;
        }
        complete += was ? -1 : 1;
        if (was) {
            building.complete.remove(member.token);
        } else {
            building.complete.put(member.token, member);
        }
    }

    private Duration interval() {
        return members.size() > FEW ? LONG_INTERVAL : SHORT_INTERVAL;
    }

    private Answer answer(Duration interval, List<InetSocketAddress> peers) {
        return new Answer(interval, complete, members.size() - complete, peers);
    }

    /** A building in which somebody has everything needs no gateway. A gateway that cannot take peers just now cannot be elected. */
    private void elect(Building building, Member candidate, int wanted, boolean origin, Instant now) {
        if (!building.complete.isEmpty()) {
            building.gateway = null;
            return;
        }
        Member gateway = building.gateway;
        boolean gone = gateway == null || gateway.seen.plus(GATEWAY_SILENCE).isBefore(now);
        boolean stuck = !gone && origin && gateway != candidate && later(gateway.moved, building.elected).plus(GATEWAY_STALL).isBefore(now);
        if ((gone || stuck) && wanted > 0) {
            building.gateway = candidate;
            building.elected = now;
        }
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    /** At most {@code wanted} peers, the most important ones first, each with where it is as seen from the one who asks. */
    private Map<InetSocketAddress, Source> peers(Building building, Member member, int wanted, InetSocketAddress origin) {
        SequencedMap<InetSocketAddress, Source> peers = new LinkedHashMap<>();
        if (building.gateway == member) {
            if (origin != null) {
                peers.put(origin, Source.ORIGIN);
            }
            if (origin == null || buildings.size() > ORIGIN_SERVES) {
                addGateways(peers, building, member, Math.min(wanted, MOST_GATEWAYS));
            }
        } else if (building.gateway != null && building.gateway.room.equals(member.room)) {
            peers.put(building.gateway.address, Source.ROOM);
        }
        NavigableMap<String, Member> near = building.rooms.get(member.room);
        add(peers, Source.ROOM, near, member, wanted - wanted / 4);
        addElsewhere(peers, building, member, wanted);
        add(peers, Source.ROOM, near, member, wanted);
        while (peers.size() > wanted) {
            peers.pollLastEntry();
        }
        return peers;
    }

    /** For each other building its gateway, or somebody there who has everything. */
    private void addGateways(Map<InetSocketAddress, Source> peers, Building own, Member member, int most) {
        NavigableMap<String, Member> gateways = new TreeMap<>();
        for (Building other : buildings.values()) {
            Map.Entry<String, Member> complete = other.complete.firstEntry();
            Member gateway = other.gateway != null ? other.gateway : complete == null ? null : complete.getValue();
            if (other != own && gateway != null) {
                gateways.put(gateway.spot, gateway);
            }
        }
        add(peers, Source.OTHER_BUILDINGS, gateways, member, most);
    }

    /** Of the other rooms of the building, from each as many; when some are small, more of the rest. */
    private static void addElsewhere(Map<InetSocketAddress, Source> peers, Building building, Member member, int most) {
        int others = building.rooms.size() - 1;
        int missing = most - peers.size();
        if (others == 0 || missing <= 0) {
            return;
        }
        for (int each = (missing + others - 1) / others; peers.size() < most; each = most) {
            addFromEach(peers, building.rooms.tailMap(member.room, false), member, each, most);
            addFromEach(peers, building.rooms.headMap(member.room, false), member, each, most);
            if (each == most) {
                return;
            }
        }
    }

    private static void addFromEach(Map<InetSocketAddress, Source> peers, Map<String, NavigableMap<String, Member>> rooms, Member member, int each,
            int most) {
        for (NavigableMap<String, Member> room : rooms.values()) {
            if (peers.size() >= most) {
                return;
            }
            add(peers, Source.BUILDING, room, member, Math.min(most, peers.size() + each));
        }
    }

    /** Adds until there are {@code most} in all: those that follow the member's own point on the ring, so they stay the same. */
    private static void add(Map<InetSocketAddress, Source> peers, Source source, NavigableMap<String, Member> ring, Member member, int most) {
        addInOrder(peers, source, ring.tailMap(member.choice, true).values(), member, most);
        addInOrder(peers, source, ring.headMap(member.choice, false).values(), member, most);
    }

    private static void addInOrder(Map<InetSocketAddress, Source> peers, Source source, Collection<Member> candidates, Member member, int most) {
        for (Member candidate : candidates) {
            if (peers.size() >= most) {
                return;
            }
            if (candidate != member) {
                peers.putIfAbsent(candidate.address, source);
            }
        }
    }

    private void sweep(Instant now) {
        if (swept.plusSeconds(1).isAfter(now)) {
            return;
        }
        swept = now;
        Instant oldest = now.minus(interval()).minus(LATE);
        members.values().stream().filter(member -> member.seen.isBefore(oldest)).toList().forEach(this::forget);
    }

    private void forget(Member member) {
        members.remove(member.token);
        Building building = buildings.get(member.building);
        count(building, member, Long.MAX_VALUE);
        Map<String, Member> room = building.rooms.getOrDefault(member.room, new TreeMap<>());
        room.remove(member.spot);
        if (room.isEmpty()) {
            building.rooms.remove(member.room);
        }
        if (building.gateway == member) {
            building.gateway = null;
        }
        if (building.rooms.isEmpty()) {
            buildings.remove(member.building);
        }
    }
}
