package org.bancada.ui.remote;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.bancada.core.Node;
import org.bancada.core.Plan;
import org.bancada.remote.Outcome;
import org.bancada.remote.OutputListener;
import org.bancada.ui.fleet.NodeSource;

/** One action on nodes while it runs and after: what each node printed and how it ended. Safe for use by several threads. */
public final class Session implements OutputListener {
    private final RemoteAction action;
    private final Instant started;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Runnable changed;
    private Runnable cancel = () -> {
    };
    private boolean over;

    /** How a node stands just now. */
    enum State {
        PENDING, RUNNING, DONE, FAILED, DEFERRED, CANCELLED
    }

    /**
     * One node's row.
     *
     * @param exitCode -1 while unknown
     * @param duration null while unknown
     * @param last the last line that it printed, or why it failed
     * @param reason why it is not done, else empty
     */
    record Row(String uuid, String node, State state, int exitCode, Duration duration, String last, String reason) implements NodeSource {
        boolean succeeded() {
            return state == State.DONE && exitCode == 0;
        }

        @Override
        public List<String> uuids() {
            return List.of(uuid);
        }
    }

    private static final class Entry {
        private final Node node;
        private final Output output = new Output();
        private Outcome.NodeResult result;
        private boolean heard;

        Entry(Node node) {
            this.node = node;
        }
    }

    /** @param changed told often, on any thread */
    Session(RemoteAction action, Instant started, List<Node> nodes, Runnable changed) {
        this.action = action;
        this.started = started;
        this.changed = changed;
        nodes.forEach(node -> entries.put(node.uuid(), new Entry(node)));
    }

    RemoteAction action() {
        return action;
    }

    String title() {
        return action.wording().name();
    }

    Instant started() {
        return started;
    }

    @Override
    public void line(Node node, boolean error, String text) {
        Output output;
        synchronized (this) {
            Entry entry = entries.computeIfAbsent(node.uuid(), uuid -> new Entry(node));
            entry.heard = true;
            output = entry.output;
        }
        output.add(error, text);
        changed.run();
    }

    @Override
    public void ended(Node node, Outcome.NodeResult result) {
        synchronized (this) {
            entries.computeIfAbsent(node.uuid(), uuid -> new Entry(node)).result = result;
        }
        changed.run();
    }

    /** The action is under way: the nodes that its plan leaves out are no part of it. */
    void running(Plan plan, Runnable canceller) {
        Set<String> left = plan.leftOut().stream().map(Plan.LeftOut::node).collect(Collectors.toSet());
        synchronized (this) {
            cancel = canceller;
            entries.values().removeIf(entry -> left.contains(entry.node.name()));
        }
    }

    /** The action is over. */
    void over(Outcome outcome) {
        synchronized (this) {
            over = true;
            for (Outcome.NodeResult result : outcome.results()) {
                Entry entry = entries.get(result.uuid());
                if (entry != null) {
                    entry.result = result;
                }
            }
        }
        changed.run();
    }

    /** The action was stopped or broke as a whole: what has not ended counts as cancelled. */
    void stopped() {
        over(new Outcome(List.of()));
    }

    /** Asks the action to stop. */
    void cancel() {
        Runnable canceller;
        synchronized (this) {
            canceller = cancel;
        }
        canceller.run();
    }

    synchronized boolean isOver() {
        return over;
    }

    synchronized List<Row> rows() {
        List<Row> rows = new ArrayList<>(entries.size());
        entries.values().forEach(entry -> rows.add(row(entry)));
        return rows;
    }

    private Row row(Entry entry) {
        Node node = entry.node;
        Outcome.NodeResult result = entry.result;
        if (result == null) {
            State state = over ? State.CANCELLED : entry.heard ? State.RUNNING : State.PENDING;
            return new Row(node.uuid(), node.name(), state, -1, null, entry.output.last(), "");
        }
        String last = result.reason().isEmpty() ? entry.output.last() : result.reason();
        return new Row(node.uuid(), node.name(), State.valueOf(result.kind().name()), result.exitCode(), result.duration(), last,
                result.reason());
    }

    /** What a node printed, null for one that does not belong here. */
    synchronized Output output(String uuid) {
        Entry entry = entries.get(uuid);
        return entry == null ? null : entry.output;
    }

    /** The nodes on which it did not succeed and which are not waiting. */
    synchronized List<Node> failed() {
        return entries.values().stream().filter(e -> {
            Row row = row(e);
            return !row.succeeded() && row.state() != State.DEFERRED;
        }).map(e -> e.node).toList();
    }

    /** Frees the memory of the output. */
    synchronized void forgetOutput() {
        entries.values().forEach(e -> e.output.clear());
    }
}
