package org.bancada.cli.internal.verbs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.bancada.cli.internal.TestVerbs;
import org.bancada.core.Facts;
import org.bancada.core.Node;
import org.bancada.core.NodeState;
import org.bancada.core.Operation;
import org.bancada.core.Place;
import org.bancada.core.Plan;
import org.bancada.core.Progress;
import org.bancada.core.query.Query;
import org.bancada.fleet.Fleet;
import org.bancada.remote.Outcome;
import org.bancada.remote.OutputListener;
import org.bancada.remote.Remote;
import org.bancada.remote.RemoteCommand;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NodeVerbsTest {
    private final TestVerbs verbs = AllVerbs.in(new TestVerbs());
    private final List<Node> nodes = List.of(node("lab-1", NodeState.ONLINE), node("lab-2", NodeState.ONLINE), node("lab-10", NodeState.OFFLINE));
    private final List<String> ran = new ArrayList<>();

    private static Node node(String name, NodeState state) {
        return new Node("uuid-of-" + name, name, new Place("Campus", "B1", "Lab \"1\"", "3"), "OptiPlex 7010", "Dell Inc.", state, "10.0.0.1", 22,
                "00:11:22:33:44:55", Instant.parse("2026-11-21T10:00:00Z"), Facts.of(Map.of("ram.kib", "8000000")));
    }

    @BeforeEach
    void engines() {
        verbs.engine(Fleet.class, answering(Fleet.class, (method, arguments) -> switch (method) {
            case "nodes" -> nodes;
            case "select" -> nodes.stream().filter(((Query) arguments[0])::matches).toList();
            default -> Optional.empty();
        }));
        verbs.engine(Remote.class, answering(Remote.class, (method, arguments) -> method.equals("run") || method.equals("reboot")
                ? new Run(cast(arguments[0]), arguments.length > 1 ? (RemoteCommand) arguments[1] : RemoteCommand.of("reboot"),
                        arguments.length > 1 ? (OutputListener) arguments[2] : OutputListener.none())
                : null));
    }

    @SuppressWarnings("unchecked")
    private static List<Node> cast(Object nodes) {
        return (List<Node>) nodes;
    }

    private interface Answering {
        Object answer(String method, Object[] arguments);
    }

    private static <T> T answering(Class<T> type, Answering answering) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) ->
                answering.answer(method.getName(), arguments)));
    }

    /** Prints a line on each node that is not offline; lab-2 fails the first time. */
    private final class Run implements Operation<Outcome> {
        private final List<Node> targets;
        private final RemoteCommand command;
        private final OutputListener listener;

        Run(List<Node> targets, RemoteCommand command, OutputListener listener) {
            this.targets = targets;
            this.command = command;
            this.listener = listener;
        }

        @Override
        public Plan plan() {
            return new Plan("Run " + command.line(), targets.stream().filter(n -> n.state() != NodeState.OFFLINE).map(n -> new Plan.Step(n.name(), command.line())).toList(),
                    targets.stream().filter(n -> n.state() == NodeState.OFFLINE).map(n -> new Plan.LeftOut(n.name(), "offline")).toList(), List.of());
        }

        @Override
        public Outcome run(Plan plan, Progress progress) {
            List<Outcome.NodeResult> results = new ArrayList<>();
            for (Node node : targets.stream().filter(n -> n.state() != NodeState.OFFLINE).toList()) {
                boolean fails = node.name().equals("lab-2") && !ran.contains("lab-2");
                ran.add(node.name());
                listener.line(node, fails, "hello");
                results.add(new Outcome.NodeResult(node.name(), node.uuid(), Outcome.Kind.DONE, fails ? 3 : 0, Duration.ofMillis(1500), ""));
                listener.ended(node, results.getLast());
            }
            return new Outcome(results);
        }
    }

    @Test
    void nodesForPrograms() {
        assertEquals(0, verbs.run("nodes", "name: lab-1", "--json"));
        assertEquals("[{\"uuid\":\"uuid-of-lab-1\",\"name\":\"lab-1\",\"place\":\"Campus / B1 / Lab \\\"1\\\" / 3\",\"campus\":\"Campus\",\"building\":\"B1\","
                + "\"room\":\"Lab \\\"1\\\"\",\"seat\":\"3\",\"model\":\"OptiPlex 7010\",\"vendor\":\"Dell Inc.\",\"state\":\"online\",\"address\":\"10.0.0.1\","
                + "\"sshPort\":22,\"mac\":\"00:11:22:33:44:55\",\"lastReport\":\"2026-11-21T10:00:00Z\"}]\n", verbs.out());
    }

    @Test
    void nodesWithChosenColumns() {
        assertEquals(0, verbs.run("nodes", "--columns", "name,ram.kib,nothing", "*"));
        assertEquals("""
                name    ram.kib  nothing
                lab-1   8000000  -
                lab-2   8000000  -
                lab-10  8000000  -
                """, verbs.out());
    }

    @Test
    void aFailedAndALeftOutNodeMakeACommandFail() {
        assertEquals(1, verbs.run("run", "*", "--", "uname", "-a"));
        assertEquals("lab-1  | hello\n", verbs.out());
        assertEquals("""
                lab-2  | hello
                1 done, 1 failed, 0 waiting, 1 left out
                  lab-2: exit code 3
                  lab-10: offline
                """, verbs.err());
        assertEquals(1, verbs.run("run", "name: nobody", "--", "true"));
        assertEquals(0, verbs.run("run", "name: lab-1", "--", "true"));
    }

    @Test
    void failedNodesAreTriedAgain() {
        assertEquals(0, verbs.run("run", "--retry-failed", "1", "state: online", "--", "true"));
        assertEquals(List.of("lab-1", "lab-2", "lab-2"), ran);
    }

    @Test
    void whereNobodyListensAnOfflineNodeIsTried() {
        verbs.stays = false;
        assertEquals(0, verbs.run("run", "name: lab-10", "--", "true"));
        assertEquals(1, verbs.run("run", "--wait-offline", "2h", "name: lab-10", "--", "true"));
        assertEquals(List.of("lab-10"), ran);
    }

    @Test
    void aDryRunShowsThePlanAndRunsNothing() {
        assertEquals(0, verbs.run("run", "--dry-run", "*", "--", "rm", "x"));
        assertEquals("""
                Run rm x
                  lab-1: rm x
                  lab-2: rm x
                Left out:
                  lab-10: offline
                """, verbs.out());
        assertEquals(0, verbs.run("run", "--dry-run", "--json", "name: lab-10", "--", "true"));
        assertEquals("{\"title\":\"Run true\",\"steps\":[],\"leftOut\":[{\"node\":\"lab-10\",\"why\":\"offline\"}],\"losses\":[]}\n", verbs.out());
        assertEquals(List.of(), ran);
    }

    @Test
    void aPersonIsAskedAndAScriptIsNot() {
        assertEquals(1, verbs.types("n\n").run("reboot", "state: online"));
        assertTrue(verbs.out().endsWith("Go on? [y/N] "));
        assertEquals("bancada: Cancelled.\n", verbs.err());
        assertEquals(1, verbs.types("").run("reboot", "state: online"));
        assertEquals(List.of(), ran);
        assertEquals(0, verbs.types("Yes\n").run("reboot", "name: lab-1"));
        verbs.out();
        verbs.asks = false;
        assertEquals(0, verbs.run("reboot", "name: lab-1"));
        assertFalse(verbs.out().contains("Go on?"));
        assertEquals(0, verbs.types("n\n").run("reboot", "--yes", "name: lab-1"));
        assertEquals(List.of("lab-1", "lab-1", "lab-1"), ran);
    }

    @Test
    void eventsForPrograms() {
        assertEquals(1, verbs.run("run", "--json", "name: lab-2", "--", "true"));
        assertEquals("""
                {"event":"line","node":"lab-2","stream":"err","text":"hello"}
                {"event":"ended","node":"lab-2","uuid":"uuid-of-lab-2","result":"failed","exitCode":3,"seconds":1.5,"reason":""}
                {"event":"summary","done":0,"failed":1,"results":[{"node":"lab-2","uuid":"uuid-of-lab-2","result":"failed","exitCode":3,"seconds":1.5,"reason":""}],"leftOut":[]}
                """, verbs.out());
        assertEquals("", verbs.err());
    }
}
