package org.bancada.rollout.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpServer;

import org.bancada.core.Place;
import org.bancada.core.Progress;
import org.bancada.image.Image;
import org.bancada.rollout.RolloutSeries;

/**
 * The workbench's side of one rollout: torrent, tracker and seeder, as the engine has them. Prints {@code infohash= piece_length= torrent=} and
 * then {@code ready}; ends with its standard input, after {@code booked.X=}, the bytes that the series has for the uplink of building X, and {@code ended}. Nodes announce to {@code /announce/NAME}, where the name's first letter is the building.
 * {@code plain} is the rival: a tracker that tells everybody of everybody, over a torrent that is not private, so that peers exchange peers.
 */
public final class RolloutOrigin {
    private static final int PORT = 8080;
    private static final int SEED_PORT = 6991;

    private RolloutOrigin() {
    }

    public static void main(String[] arguments) throws Exception {
        boolean plain = arguments[0].equals("plain");
        Path master = Path.of(arguments[1]);
        Path folder = Path.of(arguments[2]);
        InetAddress host = InetAddress.getByName(arguments[3]);
        String sha = master.getFileName().toString();
        long size = Files.size(master);
        Image image = new Image(sha, "bench", "Bench", "linux", "1", "raw", size, size, List.of(), Instant.now());
        Torrents.Torrent torrent = new Torrents(folder.resolve("torrents")).of(image, master, Progress.none());
        HttpServer http = HttpServer.create(new InetSocketAddress(host, PORT), 1024);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        if (plain) {
            Path open = folder.resolve("plain.torrent");
            Files.write(open, com.turn.ttorrent.common.Torrent.create(master.toFile(), torrent.pieceLength(),
                    List.of(List.of(java.net.URI.create("http://" + host.getHostAddress() + ":" + PORT + "/announce"))), "benchmark").getEncoded());
            Set<InetSocketAddress> everybody = ConcurrentHashMap.newKeySet();
            serve(http, (token, query, remote, local) -> plainAnswer(everybody, query, remote));
            http.start();
            tell(torrent, open);
            System.in.transferTo(java.io.OutputStream.nullOutputStream());
        } else {
            Tracker tracker = new Tracker(InstantSource.system());
            Ledger ledger = new Ledger(Long.MAX_VALUE, java.util.Map.of(), Ledger.Totals.NONE);
            Swarm swarm = new Swarm(ledger);
            try (Seeder seeder = new Seeder(new Seeder.Source(folder.resolve("seed"), master, size, torrent.file()), () -> Optional.of(host),
                    new Seeder.PortRange(SEED_PORT, SEED_PORT))) {
                Optional<String> problem = seeder.awaitStart();
                if (problem.isPresent()) {
                    throw new IOException(problem.get());
                }
                Set<String> admitted = ConcurrentHashMap.newKeySet();
                serve(http, (token, query, remote, local) -> {
                    if (token.matches("[A-Z][0-9]+") && admitted.add(token)) {
                        tracker.admit(token, new Tracker.Seat(swarm, torrent.infoHash(), new Place("campus", token.substring(0, 1), "room", token),
                                seeder::address));
                    }
                    return tracker.answer(token, query, remote, local);
                });
                http.start();
                tell(torrent, torrent.file());
                System.in.transferTo(java.io.OutputStream.nullOutputStream());
                tellBooked(ledger);
            }
        }
        System.exit(0);
    }

    private static void tell(Torrents.Torrent torrent, Path file) {
        System.out.printf("infohash=%s%npiece_length=%d%ntorrent=%s%nready%n", torrent.infoHash(), torrent.pieceLength(), file);
    }

    /** What the series of the rollout says came over each building's uplink, as {@code booked.X=}. */
    private static void tellBooked(Ledger ledger) {
        Map<String, Long> booked = new TreeMap<>();
        ledger.drain().inflow().forEach((slot, sums) -> {
            for (RolloutSeries.Source source : RolloutSeries.Source.values()) {
                booked.merge(slot.building(), source.crossesUplink() ? sums[source.ordinal()] : 0L, Long::sum);
            }
        });
        booked.forEach((building, bytes) -> System.out.printf("booked.%s=%d%n", building.substring(building.length() - 1), bytes));
        System.out.println("ended");
    }

    private static void serve(HttpServer server, AnnounceService announces) {
        server.createContext("/announce", exchange -> {
            String path = exchange.getRequestURI().getPath();
            byte[] body = announces.answer(path.substring(path.lastIndexOf('/') + 1), exchange.getRequestURI().getRawQuery(),
                    exchange.getRemoteAddress().getAddress(), exchange.getLocalAddress().getAddress());
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    private static byte[] plainAnswer(Set<InetSocketAddress> everybody, String query, InetAddress remote) {
        try {
            InetSocketAddress self = new InetSocketAddress(remote, Announce.parse(query).port());
            everybody.add(self);
            ByteArrayOutputStream peers = new ByteArrayOutputStream();
            everybody.stream().filter(peer -> !peer.equals(self)).limit(50).forEach(peer -> {
                peers.writeBytes(peer.getAddress().getAddress());
                peers.write(peer.getPort() >> 8);
                peers.write(peer.getPort());
            });
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            answer.writeBytes(("d8:intervali60e5:peers" + peers.size() + ":").getBytes(StandardCharsets.US_ASCII));
            answer.writeBytes(peers.toByteArray());
            answer.write('e');
            return answer.toByteArray();
        } catch (Announce.Refused refused) {
            return "d14:failure reason7:refusede".getBytes(StandardCharsets.US_ASCII);
        }
    }
}
