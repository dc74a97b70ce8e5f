package org.bancada.remote.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.bancada.core.Node;
import org.bancada.core.NodeState;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.remote.HostKeys.Key;
import org.bancada.remote.HostKeys.State;
import org.bancada.remote.HostKeys.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostKeysTest {
    @TempDir
    Path folder;
    private Lab lab;

    @BeforeEach
    void open() throws Exception {
        lab = new Lab(folder);
    }

    @AfterEach
    void close() throws Exception {
        lab.close();
    }

    private String follow(Node node) throws ProblemException {
        List<String> lines = new ArrayList<>();
        lab.remote.follow(node, "echo in", new byte[0], Duration.ofSeconds(5), Progress.none(), lines::add, lines::add);
        return String.join("\n", lines);
    }

    @Test
    void anUnknownKeyIsShownAcceptedAndForgotten() throws Exception {
        Sshd server = lab.server(null);
        Node node = server.node(Lab.uuid(1), "pc1");
        ProblemException unknown = assertThrows(ProblemException.class, () -> follow(node));
        Status first = lab.pins.check(node);
        assertEquals(State.UNKNOWN, first.state());
        assertTrue(unknown.problem().what().contains(first.shown().fingerprint()), unknown.getMessage());
        assertTrue(unknown.problem().cure().contains("accept"), unknown.getMessage());
        assertTrue(Local.run("ssh-keygen", "-lf", server.folder.resolve("host_key.pub").toString()).contains(first.shown().fingerprint()));
        assertEquals(Optional.empty(), lab.pins.pinned(node));

        lab.pins.accept(node, first.shown());
        assertEquals("in", follow(node));
        assertEquals(State.PINNED, lab.pins.check(node).state());
        lab.pins.forget(node);
        lab.pins.forget(node);
        assertThrows(ProblemException.class, () -> follow(node));
        assertEquals(List.of("hostkey forget", "hostkey accept"), lab.audited().stream().map(a -> a.split(" \\| ")[0]).toList());
    }

    @Test
    void aChangedKeyIsTold() throws Exception {
        Sshd server = lab.server(null);
        Node node = lab.node(server);
        server.stop();
        assertEquals(State.UNREACHABLE, lab.pins.check(node).state());
        server.newHostKey();
        server.start();
        Status changed = lab.pins.check(node);
        assertEquals(State.CHANGED, changed.state());
        ProblemException refused = assertThrows(ProblemException.class, () -> follow(node));
        assertTrue(refused.getMessage().contains(changed.pinned().fingerprint()) && refused.getMessage().contains(changed.shown().fingerprint()));
        lab.pins.accept(node, changed.shown());
        assertEquals("in", follow(node));
    }

    @Test
    void pinsAreWhatOpensshReads() throws Exception {
        Node node = lab.node();
        Path file = lab.data.knownHosts();
        Files.writeString(file, "# a comment of somebody\n|1|hashed= ssh-rsa AAAA\n" + Files.readString(file) + Lab.uuid(9) + " ssh-ed25519 broken!\n",
                StandardCharsets.UTF_8);
        PinnedKeys again = new PinnedKeys(lab.data, lab.audit);
        assertEquals(lab.pins.pinned(node), again.pinned(node));
        again.accept(Lab.uuid(2), lab.key.publicLine());
        List<String> lines = Files.readAllLines(file);
        assertEquals(5, lines.size(), lines.toString());
        assertTrue(lines.contains("# a comment of somebody"));
        assertTrue(Local.run("ssh-keygen", "-F", Lab.uuid(2), "-f", file.toString()).contains("ssh-ed25519"));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(List.of("known_hosts"), names(lab.data.root(), "known_hosts"));
    }

    private static List<String> names(Path folder, String holding) throws Exception {
        try (var files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).filter(n -> n.contains(holding)).toList();
        }
    }

    @Test
    void garbageIsNoKey() {
        for (String line : List.of("", "ssh-ed25519", "ssh-ed25519 AAAA", "ssh-ed25519 ####", "ssh-rsa " + keyOf(), "x".repeat(100_000))) {
            assertThrows(ProblemException.class, () -> lab.pins.accept(Lab.uuid(1), line), line);
        }
        assertThrows(ProblemException.class, () -> lab.pins.accept("../etc", "ssh-ed25519 " + keyOf()));
        assertThrows(ProblemException.class, () -> lab.pins.accept(Sshd.node(Lab.uuid(1), "x", "", 1, NodeState.NEW),
                new Key("ssh-ed25519", keyOf(), "SHA256:somethingelse")));
    }

    private static String keyOf() {
        return "AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl";
    }

    @Test
    void theTerminalsSshKeepsToThePins() throws Exception {
        Sshd server = lab.server(null);
        Node node = lab.node(server);
        List<String> command = new ArrayList<>(lab.remote.terminalCommand(node));
        command.add("echo in");
        assertEquals("in", Local.run(command.toArray(String[]::new)).strip());
        server.stop();
        server.newHostKey();
        server.start();
        Process refused = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(refused.getInputStream().readAllBytes());
        assertEquals(255, refused.waitFor(), said);
        assertTrue(said.contains("HOST IDENTIFICATION HAS CHANGED"), said);
        lab.pins.forget(node);
        assertEquals(255, new ProcessBuilder(command).start().waitFor());
    }
}
