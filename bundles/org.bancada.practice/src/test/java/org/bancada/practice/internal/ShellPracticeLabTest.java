package org.bancada.practice.internal;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;

import org.bancada.core.Plan;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.core.SimpleProgress;
import org.bancada.practice.PracticeLab.PracticeNode;
import org.bancada.practice.PracticeLab.Setup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real nodes: the script of this repository starts real sshd processes. */
class ShellPracticeLabTest {
    private static final Setup SETUP = new Setup(new InetSocketAddress("127.0.0.1", 9),
            "-----BEGIN CERTIFICATE-----\nabc=\n-----END CERTIFICATE-----\n", "segredo\nclient_key=smuggled", "ssh-ed25519 AAAA test",
            "release ssh-ed25519 AAAA\nrelease ssh-ed25519 BBBB");

    @TempDir
    Path folder;

    private Path data;
    private ShellPracticeLab lab;

    @BeforeEach
    void prepare() {
        data = folder.resolve("Área de trabalho/practice-lab");
        lab = new ShellPracticeLab(data, Repository.root().toString());
    }

    @AfterEach
    void stopEverything() throws ProblemException {
        lab.stop().run(lab.stop().plan(), Progress.none());
    }

    @Test
    void startsNodesThatListenAndStopsThemWithoutATrace() throws Exception {
        assertEquals(List.of(), lab.status());
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        long[] worked = new long[1];
        Progress progress = new SimpleProgress() {
            @Override
            public void worked(long units) {
                worked[0] += units;
            }

            @Override
            public void message(String text) {
                told.add(text);
            }
        };
        Plan plan = lab.start(2, SETUP).plan();
        assertEquals(List.of("le1-01", "le1-02"), plan.steps().stream().map(Plan.Step::node).toList());

        List<PracticeNode> nodes = lab.start(2, SETUP).run(plan, progress);

        assertEquals(List.of("le1-01", "le1-02"), nodes.stream().map(PracticeNode::name).toList());
        assertEquals(List.of("le1-01", "le1-02"), told.stream().sorted().toList());
        assertEquals(2, worked[0]);
        assertEquals("São Carlos / AT2 / LE-1 / 2", nodes.get(1).place().toString());
        assertTrue(nodes.get(0).hostKey().startsWith("ssh-ed25519 AAAA"), nodes.get(0).hostKey());
        for (PracticeNode node : nodes) {
            assertTrue(node.running(), node.name());
            assertTrue(answers(node), node.name());
        }
        assertEquals(nodes, lab.status());
        InetSocketAddress wake = lab.wakeTarget().orElseThrow();
        assertEquals("127.255.255.255:" + nodes.get(0).sshPort(), wake.getAddress().getHostAddress() + ":" + wake.getPort());

        Plan stop = lab.stop().plan();
        assertEquals(2, stop.steps().size());
        assertEquals(1, stop.losses().size());
        lab.stop().run(stop, Progress.none());

        assertEquals(List.of(), lab.status());
        assertFalse(Files.exists(data));
        assertFalse(answers(nodes.get(0)));
        assertTrue(lab.wakeTarget().isEmpty());
    }

    @Test
    void handsSettingsOnAsTheyAreAndNoneInDisguise() throws Exception {
        lab.start(1, SETUP).run(lab.start(1, SETUP).plan(), Progress.none());

        assertEquals("ssh-ed25519 AAAA test\n", Files.readString(data.resolve("authorized_keys")));
        assertEquals(SETUP.allowedSigners() + "\n", Files.readString(data.resolve("nodes/le1-01/root/etc/bancada/allowed_signers")));
        Path secret = data.resolve("nodes/le1-01/root/etc/bancada/collector.secret");
        assertEquals("client_key=smuggled\n", Files.readString(secret));
        assertEquals("rw-------", java.nio.file.attribute.PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)));
        assertTrue(Files.readString(data.resolve("nodes/le1-01/root/etc/bancada/node.conf")).contains("collector=https://127.0.0.1:9\n"));
        assertEquals(SETUP.authority(), Files.readString(data.resolve("nodes/le1-01/root/etc/bancada/collector.pem")));
    }

    @Test
    void makesAFaultAndHealsItAndDoesNeitherTwice() throws Exception {
        lab.start(1, SETUP).run(lab.start(1, SETUP).plan(), Progress.none());

        fault("off", false);
        PracticeNode off = lab.status().get(0);
        assertAll(() -> assertFalse(off.running()), () -> assertFalse(answers(off)), () -> assertEquals(List.of("off"), off.faults()));
        Plan again = lab.fault("le1-01", "off", false).plan();
        assertAll(() -> assertTrue(again.isEmpty()), () -> assertEquals("le1-01", again.leftOut().get(0).node()));

        fault("off", true);
        PracticeNode on = lab.status().get(0);
        assertAll(() -> assertTrue(on.running()), () -> assertTrue(answers(on)), () -> assertEquals(List.of(), on.faults()));
        assertTrue(lab.fault("le1-01", "off", true).plan().isEmpty());

        assertEquals("on-fire", problemOf("le1-01", "on-fire"));
        assertEquals("nobody", problemOf("nobody", "off"));
        assertEquals("all", problemOf("le1-01", "all"));
    }

    /** @return what the problem's text names, which must be the thing itself */
    private String problemOf(String node, String kind) {
        ProblemException failed = assertThrows(ProblemException.class, () -> lab.fault(node, kind, false).plan());
        String what = failed.problem().what();
        return what.substring(what.lastIndexOf(' ') + 1, what.length() - 1);
    }

    @Test
    void knowsTheFaultsThatTheScriptKnows() throws Exception {
        List<String> script = new LabScript(Repository.root(), data).run(List.of("faults"), "", Progress.none(), line -> {
        });
        assertEquals(script.stream().map(line -> line.substring("fault=".length())).toList(), lab.faults());
    }

    @Test
    void refusesAFolderOfSomebodyElse() throws Exception {
        Files.createDirectories(data);
        Files.writeString(data.resolve("thesis.txt"), "precious");

        ProblemException failed = assertThrows(ProblemException.class, () -> lab.start(1, SETUP).plan());

        assertEquals(data.toString(), failed.problem().where());
        assertEquals("precious", Files.readString(data.resolve("thesis.txt")));
        Files.delete(data.resolve("thesis.txt"));
    }

    @Test
    void saysWhatIsWrongWithTheCount() {
        for (int count : new int[] {-1, 0, 253}) {
            ProblemException failed = assertThrows(ProblemException.class, () -> lab.start(count, SETUP).plan());
            assertTrue(failed.problem().what().contains(Integer.toString(count)), failed.problem().line());
        }
    }

    @Test
    void saysThatItsProgramIsMissing() {
        for (String home : new String[] {null, folder.toString()}) {
            ProblemException failed = assertThrows(ProblemException.class, () -> new ShellPracticeLab(data, home).status());
            assertTrue(failed.problem().cure().contains("bancada.home"), failed.problem().line());
        }
    }

    @Test
    void isCancelledInTheMiddleAndLeavesALabThatCanBeStopped() throws Exception {
        SimpleProgress progress = new SimpleProgress() {
            @Override
            public void message(String text) {
                cancel();
            }
        };
        Plan plan = lab.start(60, SETUP).plan();

        assertThrows(CancellationException.class, () -> lab.start(60, SETUP).run(plan, progress));

        List<PracticeNode> nodes = lab.status();
        assertTrue(!nodes.isEmpty() && nodes.size() < 60, nodes.size() + " nodes");
    }

    private void fault(String kind, boolean heal) throws ProblemException {
        lab.fault("le1-01", kind, heal).run(lab.fault("le1-01", kind, heal).plan(), Progress.none());
    }

    /** Whether an SSH server greets there. */
    private static boolean answers(PracticeNode node) {
        try (Socket socket = new Socket(node.address(), node.sshPort())) {
            socket.setSoTimeout(10_000);
            return new String(socket.getInputStream().readNBytes(4), java.nio.charset.StandardCharsets.US_ASCII).equals("SSH-");
        } catch (IOException refused) {
            return false;
        }
    }
}
