package org.bancada.rollout.internal;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.HexFormat;

import org.bancada.core.Place;

/** A tracker with one swarm over a campus, for the benchmark: {@code node-N} is admitted for every N below the number of nodes. */
public final class TrackerServer implements AnnounceService {
    /** What the peers announce. */
    public static final String INFO_HASH = "ab".repeat(20);

    private final Tracker tracker = new Tracker(InstantSource.system());

    /** @param room nodes in a room; {@code rooms} rooms in a building */
    public TrackerServer(int nodes, int room, int rooms) throws Exception {
        Swarm swarm = new Swarm(new Ledger(Long.MAX_VALUE, java.util.Map.of(), Ledger.Totals.NONE));
        InetSocketAddress origin = new InetSocketAddress(InetAddress.getLoopbackAddress(), 6991);
        for (int i = 0; i < nodes; i++) {
            Place place = new Place("campus", "building " + i / room / rooms, "room " + i / room, "seat " + i);
            tracker.admit("node-" + i, new Tracker.Seat(swarm, INFO_HASH, place, () -> origin));
        }
    }

    @Override
    public byte[] answer(String token, String query, InetAddress remote, InetAddress local) {
        return tracker.answer(token, query, remote, local);
    }

    /** The info-hash as a query writes it. */
    public static String quotedHash() {
        StringBuilder quoted = new StringBuilder();
        for (byte b : HexFormat.of().parseHex(INFO_HASH)) {
            quoted.append('%').append(HexFormat.of().toHexDigits(b));
        }
        return quoted.toString();
    }
}
