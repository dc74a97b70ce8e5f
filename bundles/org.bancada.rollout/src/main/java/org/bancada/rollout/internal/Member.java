package org.bancada.rollout.internal;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Map;

import org.bancada.core.Place;
import org.bancada.rollout.RolloutSeries.Source;

/** One node of a swarm: known by its token, never by its address. Changed only while its {@link Swarm} is locked. */
final class Member {
    final String token;
    final String building;
    final String room;
    /** Where it stands on the ring of its room, and where those begin that it is told of: scattered, the same for the life of the swarm. */
    final String spot;
    final String choice;

    InetSocketAddress address;
    long left = Long.MAX_VALUE;
    /** Of how many peers it was told last, by where they are. */
    Map<Source, Integer> told = Map.of();
    Instant seen = Instant.MIN;
    Instant moved = Instant.MIN;

    /** @param place an unknown building is replaced by the network of the first announce */
    Member(String token, Place place, InetAddress network) {
        this.token = token;
        this.spot = scatter(token.hashCode()) + token;
        this.choice = scatter(Integer.rotateLeft(token.hashCode(), 16) + 1);
        String known = place.building().isEmpty() ? "" : place.campus() + "/" + place.building();
        this.building = known.isEmpty() ? network(network) : known;
        this.room = known.isEmpty() ? building : building + "/" + place.room();
    }

    boolean complete() {
        return left == 0;
    }

    /** Eight hex digits; scatters all bits (finaliser of MurmurHash3). */
    private static String scatter(int h) {
        int mixed = (h ^ h >>> 16) * 0x85ebca6b;
        mixed = (mixed ^ mixed >>> 13) * 0xc2b2ae35;
        return java.util.HexFormat.of().toHexDigits(mixed ^ mixed >>> 16);
    }

    /** The /24 of an IPv4 address, the /64 of an IPv6 one: what usually shares a switch. */
    private static String network(InetAddress address) {
        byte[] bytes = address.getAddress();
        return "net " + java.util.HexFormat.of().formatHex(bytes, 0, bytes.length == 4 ? 3 : 8);
    }
}
