package org.bancada.rollout.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import com.turn.ttorrent.bcodec.BEValue;
import com.turn.ttorrent.bcodec.BEncoder;

import org.bancada.core.Place;

/**
 * Answers announces (BEP 3, compact peers of BEP 23 and BEP 7). Each node has an announce URL of its own with an unguessable token; a request
 * without a known token learns nothing. Knows no HTTP; safe for use by several threads.
 */
final class Tracker {
    private final InstantSource clock;
    private final Map<String, Seat> seats = new ConcurrentHashMap<>();

    Tracker(InstantSource clock) {
        this.clock = clock;
    }

    /** What a token stands for. {@code origin} is where the image's seeder listens, null while it does not. */
    record Seat(Swarm swarm, String infoHash, Place place, Supplier<InetSocketAddress> origin) {
    }

    void admit(String token, Seat seat) {
        seats.put(token, seat);
    }

    void dismiss(String token) {
        seats.remove(token);
    }

    /**
     * @param token what the path says after {@code /announce/}
     * @param query the URL's query as it came in
     * @param remote where the request came from
     * @param local the address of this machine that it reached
     * @return a bencoded dictionary, whatever came in
     */
    byte[] answer(String token, String query, InetAddress remote, InetAddress local) {
        Seat seat = token == null ? null : seats.get(token);
        if (seat == null) {
            return failure("unknown announce URL");
        }
        try {
            Announce announce = Announce.parse(query);
            if (!announce.infoHash().equals(seat.infoHash())) {
                return failure("unknown torrent");
            }
            InetSocketAddress origin = seat.origin().get();
            if (origin != null && origin.getAddress().isAnyLocalAddress()) {
                origin = new InetSocketAddress(local, origin.getPort());
            }
            return encode(seat.swarm().announce(token, seat.place(), remote, announce, origin, clock.instant()));
        } catch (Announce.Refused refused) {
            return failure(refused.getMessage());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static byte[] encode(Swarm.Answer answer) throws IOException {
        ByteArrayOutputStream peers = new ByteArrayOutputStream();
        ByteArrayOutputStream peers6 = new ByteArrayOutputStream();
        for (InetSocketAddress peer : answer.peers()) {
            ByteArrayOutputStream list = peer.getAddress() instanceof Inet4Address ? peers : peers6;
            list.write(peer.getAddress().getAddress());
            list.write(peer.getPort() >> 8);
            list.write(peer.getPort());
        }
        Map<String, BEValue> response = new TreeMap<>();
        response.put("interval", new BEValue(answer.interval().toSeconds()));
        response.put("min interval", new BEValue(answer.interval().toSeconds()));
        response.put("complete", new BEValue(answer.complete()));
        response.put("incomplete", new BEValue(answer.incomplete()));
        response.put("peers", new BEValue(peers.toByteArray()));
        if (peers6.size() > 0) {
            response.put("peers6", new BEValue(peers6.toByteArray()));
        }
        return bytes(BEncoder.bencode(response));
    }

    private static byte[] failure(String reason) {
        try {
            return bytes(BEncoder.bencode(Map.of("failure reason", new BEValue(reason))));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static byte[] bytes(ByteBuffer encoded) {
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        return bytes;
    }
}
