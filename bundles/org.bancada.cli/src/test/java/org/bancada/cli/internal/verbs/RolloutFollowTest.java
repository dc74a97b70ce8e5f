package org.bancada.cli.internal.verbs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import org.bancada.cli.EngineWiring;
import org.bancada.cli.Table;
import org.bancada.cli.internal.TestVerbs;
import org.bancada.core.Place;
import org.bancada.core.Progress;
import org.bancada.rollout.NodeDetail;
import org.bancada.rollout.NodeProgress;
import org.bancada.rollout.NodeRolloutState;
import org.bancada.rollout.Rollout;
import org.bancada.rollout.RolloutSeries.Source;
import org.bancada.rollout.RolloutState;
import org.bancada.rollout.RolloutStep;
import org.bancada.rollout.Rollouts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a person and a program see of a rollout that goes on. */
@Timeout(60)
class RolloutFollowTest {
    private static final Instant BEGIN = Instant.parse("2026-01-05T22:00:00Z");
    private static final long SIZE = 100L << 20;

    private final TestVerbs verbs = AllVerbs.in(new TestVerbs());
    private final Screen screen = new Screen();
    private final List<List<String>> screens = new ArrayList<>();
    private final List<Rollout> course = new ArrayList<>();
    private Runnable atTheEnd = () -> {
    };
    private Consumer<Rollout> listener = rollout -> {
    };
    private Optional<NodeDetail> detail = Optional.empty();

    /** What a terminal makes of the bytes: line feeds, cursor up, erase to the end. */
    private static final class Screen {
        final List<String> lines = new ArrayList<>();

        void take(String text) {
            for (int at = 0; at < text.length();) {
                if (text.startsWith("\u001b[", at)) {
                    int end = at + 2;
                    while (Character.isDigit(text.charAt(end))) {
                        end++;
                    }
                    if (text.charAt(end) == 'A') {
                        int up = Integer.parseInt(text.substring(at + 2, end));
                        assertTrue(up <= lines.size(), "up beyond the first line");
                        lines.subList(lines.size() - up, lines.size()).clear();
                    } else {
                        assertEquals('J', text.charAt(end));
                    }
                    at = end + 1;
                } else if (text.charAt(at) == '\r') {
                    at++;
                } else {
                    int end = text.indexOf('\n', at);
                    lines.add(text.substring(at, end));
                    at = end + 1;
                }
            }
        }
    }

    @BeforeEach
    void engines() {
        verbs.engine(EngineWiring.class, (EngineWiring) Proxy.newProxyInstance(EngineWiring.class.getClassLoader(), new Class<?>[] {EngineWiring.class},
                (proxy, method, arguments) -> null));
        verbs.engine(Rollouts.class, (Rollouts) Proxy.newProxyInstance(Rollouts.class.getClassLoader(), new Class<?>[] {Rollouts.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "find" -> next();
                    case "detail" -> detail;
                    case "onChange" -> listen(arguments[0]);
                    default -> throw new UnsupportedOperationException(method.getName());
                }));
    }

    @SuppressWarnings("unchecked")
    private Progress.Registration listen(Object consumer) {
        listener = (Consumer<Rollout>) consumer;
        return () -> {
        };
    }

    /** One step of the course for each look; what is on the screen then is kept. */
    private Optional<Rollout> next() {
        if (verbs.live) {
            screen.take(verbs.out());
            screens.add(List.copyOf(screen.lines));
        }
        if (course.size() == 1) {
            atTheEnd.run();
        }
        Rollout now = course.size() == 1 ? course.getFirst() : course.removeFirst();
        listener.accept(now);
        return Optional.of(now);
    }

    private static NodeProgress node(String name, NodeRolloutState state, long bytes, long speed, String reason) {
        return new NodeProgress("uuid-" + name, name, new Place("c", "A", "r", name), state, BEGIN, reason, "", bytes, speed, 0);
    }

    private static Rollout rollout(RolloutState state, NodeProgress... nodes) {
        return new Rollout("7", "sha", "Ubuntu version 1", "*", state, BEGIN, state.isOver() ? BEGIN.plusSeconds(60) : null, SIZE, List.of(nodes));
    }

    private void twoNodes() {
        Rollout first = rollout(RolloutState.RUNNING, node("n1", NodeRolloutState.FETCHING, SIZE / 4, 1 << 20, ""), node("n2", NodeRolloutState.FETCHING, 0, 0, ""));
        course.addAll(List.of(first, first,
                rollout(RolloutState.RUNNING, node("n1", NodeRolloutState.VERIFYING, SIZE, 0, ""), node("n2", NodeRolloutState.FAILED, 0, 0, "Disk\u001b[2J full.")),
                rollout(RolloutState.PARTIAL, node("n1", NodeRolloutState.CONFIRMED, SIZE, 0, ""), node("n2", NodeRolloutState.FAILED, 0, 0, "Disk\u001b[2J full."))));
    }

    private void terminal(int columns, int rows) {
        verbs.live = true;
        verbs.columns = columns;
        verbs.rows = rows;
    }

    @Test
    void onATerminalTheTableIsWrittenAnewInPlace() {
        twoNodes();
        terminal(100, 24);
        assertEquals(1, verbs.run("rollout", "show", "7", "--follow"));
        List<String> early = screens.get(2);
        assertEquals("Rollout 7, Ubuntu version 1: running (2 fetching)", early.get(0));
        assertEquals("[###---------------------------] 12 %  1 MiB/s  2:55 left", early.get(1));
        assertTrue(early.get(2).matches("NAME +STATE +% +SPEED +LEFT +REASON"), early.toString());
        assertTrue(early.get(3).matches("n1 +fetching +25 +1 MiB/s +1:15 +-"), early.toString());
        assertEquals(5, early.size());
        List<String> later = screens.get(3);
        assertEquals("n2: failed, Disk [2J full.", later.getFirst(), "what failed stays above");
        assertEquals(6, later.size(), "the table is not written below the old one: " + later);
        screen.take(verbs.out());
        assertEquals(List.of("n2: failed, Disk [2J full.", "Rollout 7, Ubuntu version 1: partial (1 confirmed, 1 failed)"), screen.lines);
    }

    @Test
    void aSmallTerminalShowsThoseThatDoSomethingAndNoLineWraps() {
        List<NodeProgress> many = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            many.add(node("very-long-name-of-a-node-" + i + "-電腦", i == 250 ? NodeRolloutState.FETCHING : i % 2 == 0 ? NodeRolloutState.PENDING
                    : NodeRolloutState.CONFIRMED, 5, 1, "x".repeat(300)));
        }
        course.add(rollout(RolloutState.RUNNING, many.toArray(NodeProgress[]::new)));
        course.add(course.getFirst());
        course.add(course.getFirst());
        course.add(rollout(RolloutState.CANCELLED));
        terminal(40, 10);
        verbs.run("rollout", "show", "7", "--wait");
        List<String> shown = screens.get(2);
        assertEquals(9, shown.size(), "one row is the cursor's");
        assertTrue(shown.stream().allMatch(line -> Table.width(line) <= 39), shown.toString());
        assertTrue(shown.stream().anyMatch(line -> line.startsWith("very-long-name-of-a-node-250")), shown.toString());
        assertEquals("and 295 more nodes", shown.getLast());
        terminal(0, 1);
        verbs.out();
        screen.lines.clear();
        course.clear();
        course.add(rollout(RolloutState.RUNNING, many.getFirst()));
        course.add(rollout(RolloutState.COMPLETED, many.getFirst()));
        assertEquals(0, verbs.run("rollout", "show", "7", "--wait"), "a terminal that does not tell its size");
    }

    @Test
    void whoInterruptsLeavesTheRolloutGoing() {
        course.add(rollout(RolloutState.RUNNING, node("n1", NodeRolloutState.FETCHING, 1, 1, "")));
        course.add(course.getFirst());
        course.add(course.getFirst());
        atTheEnd = verbs.progress::cancel;
        terminal(80, 24);
        assertEquals(1, verbs.run("rollout", "show", "7", "--follow"));
        assertEquals("The rollout goes on. Follow it with: bancada rollout show 7 --follow\n", verbs.err());
        screen.take(verbs.out());
        assertEquals(List.of("Rollout 7, Ubuntu version 1: running (1 fetching)"), screen.lines, "no table is left behind");
    }

    @Test
    void elsewhereEachChangeIsALine() {
        twoNodes();
        assertEquals(1, verbs.run("rollout", "show", "7", "--follow"));
        assertEquals("""
                n1: fetching
                n2: fetching
                n1: verifying
                n2: failed, Disk [2J full.
                n1: confirmed
                Rollout 7, Ubuntu version 1: partial (1 confirmed, 1 failed)
                """, verbs.out());
        assertEquals("", verbs.err());
    }

    @Test
    void forProgramsEachLineIsAnEvent() {
        twoNodes();
        terminal(80, 24);
        verbs.live = false;
        assertEquals(1, verbs.run("rollout", "show", "7", "--follow", "--json"));
        List<String> events = verbs.out().lines().toList();
        assertTrue(events.getFirst().startsWith("{\"event\":\"started\",\"id\":\"7\",\"image\":\"Ubuntu version 1\""), events.toString());
        assertTrue(events.getFirst().endsWith("\"bytesOnNodes\":" + SIZE / 4 + ",\"bytesPerSecond\":1048576}"), events.toString());
        assertEquals(5, events.stream().filter(event -> event.startsWith("{\"event\":\"node\"")).count(), events.toString());
        assertTrue(events.getLast().startsWith("{\"event\":\"ended\"") && events.getLast().contains("\"state\":\"partial\""), events.toString());
    }

    @Test
    void oneNodeInDetail() {
        course.add(rollout(RolloutState.RUNNING, node("n1", NodeRolloutState.FETCHING, SIZE / 4, 1 << 20, "")));
        detail = Optional.of(new NodeDetail(course.getFirst().nodes().getFirst(), 25, 100, 25, Optional.of(Duration.ofSeconds(75)),
                Map.of(Source.ORIGIN, 1, Source.ROOM, 3), 4, true, List.of(new RolloutStep("uuid-n1", NodeRolloutState.FETCHING, BEGIN)),
                List.of(new NodeDetail.Line(BEGIN, "hello\u001b[31m"))));
        assertEquals(0, verbs.run("rollout", "show", "7", "--node", "N1"));
        String text = verbs.out();
        assertTrue(text.contains("25 of 100 (25 %)") && text.contains("3 of its room, 1 this machine") && text.contains("1:15"), text);
        assertTrue(text.contains("fetching, brings the image in for its building") && text.contains("hello [31m"), text);
        assertFalse(text.contains("\u001b"), text);
        assertEquals(0, verbs.run("rollout", "show", "7", "--node", "uuid-n1", "--json"));
        assertTrue(verbs.out().contains("\"pieces\":25,\"piecesTotal\":100,\"secondsLeft\":75,\"peers\":{\"room\":3,\"origin\":1},\"connections\":4,\"gateway\":true"));
        assertEquals(1, verbs.run("rollout", "show", "7", "--node", "nobody"));
        assertTrue(verbs.err().contains("nobody: Rollout 7 has no such node"), verbs.err());
    }

    @Test
    void inPortuguese() {
        twoNodes();
        terminal(100, 24);
        verbs.locale = Locale.of("pt", "BR");
        verbs.run("rollout", "show", "7", "--follow");
        assertTrue(screens.get(2).get(1).endsWith("faltam 2:55") && screens.get(2).get(2).contains("VELOCIDADE"), screens.toString());
    }
}
