package org.bancada.remote.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;

import org.bancada.core.Node;
import org.bancada.core.NodeState;
import org.bancada.core.Operation;
import org.bancada.core.Plan;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.remote.Outcome;
import org.bancada.remote.Outcome.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WakeAndPowerTest {
    @TempDir
    Path folder;
    private Lab lab;
    private Path scripts;

    @BeforeEach
    void open() throws Exception {
        lab = new Lab(folder);
        scripts = Files.createDirectories(folder.resolve("scripts"));
    }

    @AfterEach
    void close() throws Exception {
        lab.close();
    }

    private void script(String name, String body) throws Exception {
        Path file = Files.writeString(scripts.resolve(name), "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Outcome run(Operation<Outcome> operation) throws ProblemException {
        return operation.run(operation.plan(), Progress.none());
    }

    private static Node asleep(Node like, String mac) {
        return new Node(Lab.uuid(50), "asleep", like.place(), "", "", NodeState.OFFLINE, "", 22, mac, null, like.facts());
    }

    @Test
    void thePacketGoesOutFromHereAndThroughTheRoom() throws Exception {
        script("wake", "echo \"$1\" >> \"$ROOT/woken\"");
        Sshd server = lab.server(scripts);
        Node awake = lab.node(server);
        Node asleep = asleep(awake, "02:00:aa:bb:cc:dd");
        try (DatagramSocket first = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
                DatagramSocket second = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
            lab.settings.put("wake.target", "127.0.0.1:" + first.getLocalPort() + ", 127.0.0.1:" + second.getLocalPort());
            Operation<Outcome> operation = lab.remote.wake(List.of(asleep), List.of(awake, asleep));
            Plan plan = operation.plan();
            assertEquals("send the wake packet to 02:00:aa:bb:cc:dd, also through pc1", plan.steps().getFirst().what());
            assertEquals(1, operation.run(plan, Progress.none()).succeeded());
            for (DatagramSocket socket : List.of(first, second)) {
                socket.setSoTimeout(5_000);
                DatagramPacket packet = new DatagramPacket(new byte[500], 500);
                socket.receive(packet);
                byte[] bytes = Arrays.copyOf(packet.getData(), packet.getLength());
                assertEquals(102, bytes.length);
                assertArrayEquals(new byte[] {-1, -1, -1, -1, -1, -1, 2, 0, (byte) 0xaa, (byte) 0xbb, (byte) 0xcc, (byte) 0xdd, 2},
                        Arrays.copyOf(bytes, 13));
            }
        }
        assertEquals("02:00:aa:bb:cc:dd\n", Files.readString(server.folder.resolve("root/woken")));
    }

    @Test
    void aNodeThatReportedLatelyIsWokenToo() throws Exception {
        Node reported = Sshd.node(Lab.uuid(1), "pc1", "127.0.3.1", 1, NodeState.ONLINE);
        Node withMac = new Node(reported.uuid(), "pc1", reported.place(), "", "", NodeState.ONLINE, "", 22, "02:00:aa:bb:cc:dd", null, reported.facts());
        Plan plan = lab.remote.wake(List.of(withMac), List.of()).plan();
        assertEquals(List.of("pc1"), plan.steps().stream().map(Plan.Step::node).toList());
    }

    @Test
    void whatCannotBeWokenIsLeftOutOrFails() throws Exception {
        Node awake = Sshd.node(Lab.uuid(1), "pc1", "127.0.3.1", 1, NodeState.ONLINE);
        lab.settings.put("wake.target", "no.such.host.invalid:9");
        Outcome outcome = run(lab.remote.wake(List.of(asleep(awake, "02:00:aa:bb:cc:dd")), List.of()));
        assertTrue(outcome.results().getFirst().reason().contains("no.such.host.invalid"), outcome.toString());
        for (String mac : List.of("", "garbage", "02:00:aa:bb:cc", "02:00:aa:bb:cc:dd; reboot")) {
            assertEquals("no MAC address known", lab.remote.wake(List.of(asleep(awake, mac)), List.of()).plan().leftOut().getFirst().why());
        }
        for (String target : List.of("", "host:0", "host:99999", "a b:c", "[::1]")) {
            lab.settings.put("wake.target", target);
            assertThrows(ProblemException.class, () -> lab.remote.wake(List.of(), List.of()).plan(), target);
        }
    }

    @Test
    void powerAnswersBeforeTheConnectionGoes() throws Exception {
        script("power", "echo \"$1\" >> \"$ROOT/asked\"; echo state=rebooting; sleep 0.2; [ \"$1\" = off ] || exec kill -KILL $PPID $$");
        Sshd server = lab.server(scripts);
        Node node = lab.node(server);
        assertEquals("reboot, unless a guest is open", lab.remote.reboot(List.of(node)).plan().steps().getFirst().what());
        assertEquals(1, run(lab.remote.powerOff(List.of(node))).succeeded());
        run(lab.remote.reboot(List.of(node)));
        assertEquals("off\nreboot\n", Files.readString(server.folder.resolve("root/asked")));
    }

    @Test
    void anOpenGuestKeepsTheNodeOn() throws Exception {
        script("power", "echo state=failed; echo reason=guest-open; exit 4");
        Outcome.NodeResult result = run(lab.remote.reboot(List.of(lab.node(lab.server(scripts))))).results().getFirst();
        assertEquals(Kind.FAILED, result.kind());
        assertEquals(4, result.exitCode());
        assertEquals("a guest is open", result.reason());
        assertTrue(run(lab.remote.powerOff(List.of(lab.node()))).results().getFirst().reason().contains("\"power\" is missing"));
    }
}
