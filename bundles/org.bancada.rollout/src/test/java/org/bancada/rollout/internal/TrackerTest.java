package org.bancada.rollout.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import com.turn.ttorrent.bcodec.BDecoder;
import com.turn.ttorrent.bcodec.BEValue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.bancada.core.Place;

class TrackerTest {
    private static final String HASH = "0a".repeat(20);
    private static final String QUERY_HASH = "%0a".repeat(20);
    private static final String PEER_ID = "peer_id=" + "x".repeat(20);
    private static final String ORIGIN = "10.9.0.2:7000";

    private Instant now = Instant.parse("2026-11-21T08:00:00Z");
    private final Tracker tracker = new Tracker(() -> now);
    private final Swarm swarm = new Swarm(new Ledger(Long.MAX_VALUE, java.util.Map.of(), Ledger.Totals.NONE));
    private InetSocketAddress origin;
    private InetAddress local;

    @BeforeEach
    void open() throws Exception {
        origin = new InetSocketAddress(InetAddress.getByName("10.9.0.2"), 7000);
        local = InetAddress.getByName("10.9.0.2");
    }

    private void node(String token, String building, String room) {
        tracker.admit(token, new Tracker.Seat(swarm, HASH, new Place("c", building, room, ""), () -> origin));
    }

    private Map<String, BEValue> ask(String token, String address, String query) throws Exception {
        return BDecoder.bdecode(ByteBuffer.wrap(tracker.answer(token, query, InetAddress.getByName(address), local))).getMap();
    }

    private static String query(long left, String more) {
        return "info_hash=" + QUERY_HASH + "&" + PEER_ID + "&port=6881&uploaded=0&downloaded=0&left=" + left + "&compact=1" + more;
    }

    private Set<String> peers(Map<String, BEValue> answer) throws Exception {
        assertFalse(answer.containsKey("failure reason"), () -> answer.get("failure reason").getValue().toString());
        byte[] compact = answer.get("peers").getBytes();
        Set<String> peers = new HashSet<>();
        for (int i = 0; i < compact.length; i += 6) {
            peers.add(InetAddress.getByAddress(Arrays.copyOfRange(compact, i, i + 4)).getHostAddress() + ":"
                    + ((compact[i + 4] & 0xff) << 8 | compact[i + 5] & 0xff));
        }
        return peers;
    }

    private Set<String> announce(String token, String address, long left) throws Exception {
        return peers(ask(token, address, query(left, "")));
    }

    private String failure(String token, String query) throws Exception {
        return ask(token, "10.9.1.1", query).get("failure reason").getString();
    }

    @Test
    void onlyTheGatewayOfABuildingHearsOfTheOrigin() throws Exception {
        for (String name : List.of("a1", "a2", "a3")) {
            node(name, "A", "r1");
        }
        node("b1", "B", "r1");
        node("b2", "B", "r1");
        assertEquals(Set.of(ORIGIN), announce("a1", "10.9.1.1", 100));
        assertEquals(Set.of("10.9.1.1:6881"), announce("a2", "10.9.1.2", 100));
        assertEquals(Set.of("10.9.1.1:6881", "10.9.1.2:6881"), announce("a3", "10.9.1.3", 100));
        assertEquals(Set.of(ORIGIN), announce("b1", "10.9.2.1", 100));
        assertEquals(Set.of("10.9.2.1:6881"), announce("b2", "10.9.2.2", 100));
        assertEquals(Set.of(ORIGIN, "10.9.1.2:6881", "10.9.1.3:6881"), announce("a1", "10.9.1.1", 90));
    }

    @Test
    void gatewaysHearOfEachOtherWhereTheOriginCannotServeThemAll() throws Exception {
        Set<String> gateways = new HashSet<>();
        for (int building = 1; building <= 30; building++) {
            for (String name : List.of("first", "second")) {
                node(name + building, "B" + building, "r1");
                announce(name + building, "10.9." + building + (name.equals("first") ? ".1" : ".2"), 100);
            }
            gateways.add("10.9." + building + ".1:6881");
        }
        Set<String> told = announce("first3", "10.9.3.1", 90);
        assertTrue(told.contains(ORIGIN) && told.contains("10.9.3.2:6881"), told.toString());
        told.retainAll(gateways);
        assertTrue(told.size() >= 4 && told.size() <= 8, "a few of the 29: " + told);
        assertEquals(Set.of("10.9.3.1:6881"), announce("second3", "10.9.3.2", 100));
    }

    @Test
    void gatewaysHelpEachOtherWhenTheOriginIsAway() throws Exception {
        node("a1", "A", "r1");
        node("b1", "B", "r1");
        announce("a1", "10.9.1.1", 50);
        origin = null;
        assertEquals(Set.of("10.9.1.1:6881"), announce("b1", "10.9.2.1", 100));
    }

    @Test
    void thousandsInOneRoomAreAllReachable() throws Exception {
        int many = 3000;
        for (int i = 0; i < many; i++) {
            node("n" + i, "A", "r" + i / 2900);
            announce("n" + i, "10." + i / 250 + ".0." + (i % 250 + 1), 100);
        }
        Set<String> reached = new HashSet<>();
        for (int i = 0; i < many; i++) {
            Set<String> told = announce("n" + i, "10." + i / 250 + ".0." + (i % 250 + 1), 100);
            assertTrue(told.size() >= Swarm.MOST_PEERS - 1 && told.size() <= Swarm.MOST_PEERS, "n" + i + ": " + told.size());
            reached.addAll(told);
        }
        assertTrue(reached.size() >= many * 98 / 100, reached.size() + " of " + many);
    }

    @Test
    void aBuildingThatHasACompleteCopyNeedsTheOriginNoMore() throws Exception {
        node("a1", "A", "r1");
        node("a2", "A", "r1");
        node("b1", "B", "r1");
        announce("a1", "10.9.1.1", 100);
        assertEquals(Set.of(), announce("a1", "10.9.1.1", 0));
        assertEquals(Set.of("10.9.1.1:6881"), announce("a2", "10.9.1.2", 100));
        assertEquals(Set.of(ORIGIN), announce("b1", "10.9.2.1", 100));
        peers(ask("a1", "10.9.1.1", query(0, "&event=stopped")));
        assertEquals(Set.of(ORIGIN), announce("a2", "10.9.1.2", 50));
    }

    @Test
    void aSilentGatewayIsReplacedWithinTenSeconds() throws Exception {
        node("a1", "A", "r1");
        node("a2", "A", "r1");
        announce("a1", "10.9.1.1", 100);
        Instant died = now;
        int interval = 0;
        while (!announce("a2", "10.9.1.2", 100).contains(ORIGIN)) {
            interval = (int) ask("a2", "10.9.1.2", query(100, "")).get("interval").getLong();
            now = now.plusSeconds(interval);
        }
        assertTrue(interval >= 2 && interval <= 10, "interval " + interval);
        assertTrue(now.isBefore(died.plusSeconds(11)), died + " " + now);
    }

    /** Whenever in its own rhythm the next peer asks, and however late after the gateway's last word that is. */
    @Test
    void aSilentGatewayIsReplacedWithinTenSecondsAtEveryPhase() throws Exception {
        for (int phase = 0; phase < 5000; phase += 250) {
            node("a1-" + phase, "A" + phase, "r1");
            node("a2-" + phase, "A" + phase, "r1");
            announce("a1-" + phase, "10.9.1.1", 100);
            Instant died = now;
            now = now.plusMillis(phase);
            while (!announce("a2-" + phase, "10.9.1.2", 100).contains(ORIGIN)) {
                now = now.plusSeconds(ask("a2-" + phase, "10.9.1.2", query(100, "")).get("interval").getLong());
            }
            assertTrue(now.isBefore(died.plusSeconds(10)), phase + ": " + died + " " + now);
        }
    }

    @Test
    void aCompletePeerThatDiesIsReplacedWithinTenSeconds() throws Exception {
        node("a1", "A", "r1");
        node("a2", "A", "r1");
        announce("a1", "10.9.1.1", 0);
        Instant died = now;
        while (!announce("a2", "10.9.1.2", 100).contains(ORIGIN)) {
            now = now.plusSeconds(5);
        }
        assertFalse(now.isAfter(died.plusSeconds(10)), died + " " + now);
    }

    @Test
    void aGatewayThatLeavesOrDoesNotMoveIsReplaced() throws Exception {
        node("a1", "A", "r1");
        node("a2", "A", "r1");
        announce("a1", "10.9.1.1", 100);
        announce("a2", "10.9.1.2", 100);
        peers(ask("a1", "10.9.1.1", query(100, "&event=stopped")));
        assertTrue(announce("a2", "10.9.1.2", 100).contains(ORIGIN));
        for (int i = 0; i < 4; i++) {
            announce("a1", "10.9.1.1", 90 - i);
            announce("a2", "10.9.1.2", 100);
            now = now.plusSeconds(4);
        }
        assertTrue(announce("a1", "10.9.1.1", 80).contains(ORIGIN));
    }

    @Test
    void aPeerThatTakesNoPeersIsNotElected() throws Exception {
        node("a1", "A", "r1");
        node("a2", "A", "r1");
        assertEquals(Set.of(), peers(ask("a1", "10.9.1.1", query(100, "&numwant=0"))));
        assertTrue(announce("a2", "10.9.1.2", 100).contains(ORIGIN));
    }

    @Test
    void roomsComeFirstAndTheAnswerIsBounded() throws Exception {
        for (int i = 1; i <= 60; i++) {
            node("r" + i, "A", "r1");
            node("s" + i, "A", "r2");
            announce("r" + i, "10.9.1." + i, 100);
            announce("s" + i, "10.9.2." + i, 100);
        }
        Set<String> many = peers(ask("r30", "10.9.1.30", query(100, "&numwant=999999999999")));
        assertEquals(Swarm.MOST_PEERS, many.size());
        assertTrue(many.stream().filter(peer -> peer.startsWith("10.9.1.")).count() >= many.size() * 3 / 4 - 1, many.toString());
        assertTrue(many.contains("10.9.1.1:6881"), "the gateway of its room: " + many);
        assertFalse(many.contains("10.9.1.30:6881"));
        assertEquals(many, peers(ask("r30", "10.9.1.30", query(100, "&numwant=-1"))));
        assertEquals(5, peers(ask("r30", "10.9.1.30", query(100, "&numwant=5"))).size());
    }

    @Test
    void nodesWithoutAPlaceGoByTheirNetwork() throws Exception {
        node("x", "", "");
        node("y", "", "");
        node("z", "", "");
        assertTrue(announce("x", "10.9.1.1", 100).contains(ORIGIN));
        assertEquals(Set.of("10.9.1.1:6881"), announce("y", "10.9.1.2", 100));
        assertTrue(announce("z", "10.9.2.1", 100).contains(ORIGIN));
    }

    @Test
    void anOriginOnEveryAddressIsShownAsTheOneThatThePeerReached() throws Exception {
        origin = new InetSocketAddress(7000);
        node("a1", "A", "r1");
        assertEquals(Set.of(ORIGIN), announce("a1", "10.9.1.1", 100));
    }

    @Test
    void vanishedPeersAreForgotten() throws Exception {
        node("a1", "A", "r1");
        node("a2", "A", "r1");
        announce("a1", "10.9.1.1", 100);
        now = now.plusSeconds(30);
        assertEquals(Set.of(ORIGIN), announce("a2", "10.9.1.2", 100));
        assertEquals(1, ask("a2", "10.9.1.2", query(100, "")).get("incomplete").getInt());
    }

    @Test
    void ipv6PeersTravelInTheirOwnList() throws Exception {
        node("a1", "A", "r1");
        node("a2", "A", "r1");
        announce("a1", "fd00::1", 100);
        byte[] peers6 = ask("a2", "10.9.1.2", query(100, "")).get("peers6").getBytes();
        assertEquals(18, peers6.length);
        assertEquals(InetAddress.getByName("fd00::1"), InetAddress.getByAddress(Arrays.copyOf(peers6, 16)));
    }

    @Test
    void garbageGetsAReasonAndLeavesNoTrace() throws Exception {
        node("a1", "A", "r1");
        String good = query(100, "");
        assertEquals("unknown announce URL", failure("", good));
        assertEquals("unknown announce URL", failure("someone-else", good));
        assertEquals("unknown torrent", failure("a1", good.replace(QUERY_HASH, "%0b".repeat(20))));
        List<String> bad = new ArrayList<>(List.of("", "&&&", "info_hash", good.replace("port=6881", "port=0"), good.replace("port=6881", "port=65536"),
                good.replace("port=6881", "port="), good.replace("&port=6881", ""), good.replace("left=100", "left=-1"), good.replace("left=100", "left=1e9"),
                good.replace("&left=100", ""), good.replace(PEER_ID, "peer_id=short"), good.replace("%0a", "%0"), good + "%", good + "&left=5",
                good + "&x=%zz", good + "&pad=" + "y".repeat(4000), good + "&a=1".repeat(40), good + "&numwant=abc"));
        for (String query : bad) {
            assertFalse(failure("a1", query).isEmpty(), query);
        }
        assertFalse(failure("a1", null).isEmpty());
        Random random = new Random(3);
        for (int i = 0; i < 2000; i++) {
            byte[] noise = new byte[random.nextInt(300)];
            random.nextBytes(noise);
            String query = new String(noise, java.nio.charset.StandardCharsets.ISO_8859_1);
            assertTrue(ask("a1", "10.9.1.1", query).containsKey("failure reason"), query);
        }
        assertEquals(1, ask("a1", "10.9.1.1", good).get("incomplete").getInt());
    }

    @Test
    void dismissedTokensAreUnknown() throws Exception {
        node("a1", "A", "r1");
        announce("a1", "10.9.1.1", 100);
        tracker.dismiss("a1");
        assertEquals("unknown announce URL", failure("a1", query(100, "")));
    }
}
