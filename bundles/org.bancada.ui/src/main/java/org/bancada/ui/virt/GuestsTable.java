package org.bancada.ui.virt;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;

import org.bancada.core.Node;
import org.bancada.core.Operation;
import org.bancada.core.Progress;
import org.bancada.core.SimpleProgress;
import org.bancada.fleet.Fleet;
import org.bancada.ui.fleet.FleetCommands;
import org.bancada.ui.kit.Clip;
import org.bancada.ui.kit.Column;
import org.bancada.ui.kit.EmptyState;
import org.bancada.ui.kit.Formats;
import org.bancada.ui.kit.OperationJob;
import org.bancada.ui.kit.ProblemDialog;
import org.bancada.ui.kit.Refresh;
import org.bancada.ui.kit.RowTable;
import org.bancada.ui.kit.Tool;
import org.bancada.virt.Guest;
import org.bancada.virt.GuestOutcome;
import org.bancada.virt.GuestPick;
import org.bancada.virt.GuestState;
import org.bancada.virt.Guests;
import org.bancada.virt.NodeGuests;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.dialogs.IDialogSettings;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.ToolBar;

/** The guests of some nodes with state and use, followed live, and what can be done with them. Nodes are asked off the UI thread. */
public final class GuestsTable extends Composite {
    /** More are asked only when a person says so: each takes an SSH login. */
    private static final int ASKED_BY_ITSELF = 32;
    private static final int LOOK_AGAIN_MS = 5_000;

    private final Fleet fleet;
    private final Guests guests;
    private final StackLayout stack = new StackLayout();
    private final Composite content;
    private final EmptyState nothing;
    private final RowTable<Guest> table;
    private final Label problems;
    private final Refresh<List<NodeGuests>> refresh;
    private final Map<String, Progress.Registration> watches = new HashMap<>();
    private final List<Tool> onSelection = new ArrayList<>();
    private Tool snapshots;
    private volatile List<String> uuids = List.of();
    private volatile SimpleProgress asking = new SimpleProgress();
    private volatile boolean everyone;

    public GuestsTable(Composite parent, Fleet fleet, Guests guests, IDialogSettings settings) {
        super(parent, SWT.NONE);
        this.fleet = fleet;
        this.guests = guests;
        setLayout(stack);
        EmptyState unselected = new EmptyState(this, "node-large", GuestText.get("none"), GuestText.get("none.text"));
        nothing = new EmptyState(this, "node-large", GuestText.get("asking", 0), "");
        nothing.button(GuestText.get("ask"), this::askAll);
        content = new Composite(this, SWT.NONE);
        GridLayoutFactory.fillDefaults().spacing(0, 2).applyTo(content);
        tools(new ToolBar(content, SWT.FLAT | SWT.RIGHT));
        table = new RowTable<>(content, SWT.MULTI, GuestText.get("guests"), guest -> guest.nodeUuid() + guest.uuid(), columns(), settings);
        GridDataFactory.fillDefaults().grab(true, true).hint(RowTable.ANY_SIZE).applyTo(table.control());
        problems = new Label(content, SWT.WRAP);
        GridDataFactory.fillDefaults().grab(true, false).indent(6, 2).applyTo(problems);
        stack.topControl = unselected;
        refresh = new Refresh<>(this, this::load, this::answered);
        table.onSort(refresh::now);
        table.control().addListener(SWT.Selection, e -> enable());
        table.control().addListener(SWT.KeyDown, e -> {
            if (e.keyCode == SWT.F5) {
                askAll();
            }
        });
        addListener(SWT.Dispose, e -> {
            asking.cancel();
            watches.values().forEach(Progress.Registration::close);
        });
        enable();
        getDisplay().timerExec(LOOK_AGAIN_MS, this::lookAgain);
    }

    private void tools(ToolBar bar) {
        onSelection.add(new Tool(bar, "resume", GuestText.get("start"), this::start));
        onSelection.add(new Tool(bar, "stop", GuestText.get("stop"), this::stop));
        onSelection.add(new Tool(bar, "poweroff", GuestText.get("off"), this::off));
        snapshots = new Tool(bar, "save", GuestText.get("snapshots"), this::snapshots);
        onSelection.add(new Tool(bar, "terminal", GuestText.get("console"), this::console));
        new Tool(bar, "retry", GuestText.get("refresh"), this::askAll);
    }

    private void start() {
        act("start", guests.start(nodes(), picks()));
    }

    private void stop() {
        act("stop", guests.stop(nodes(), picks(), Guests.PATIENCE));
    }

    private void off() {
        act("off", guests.off(nodes(), picks()));
    }

    /** The same actions as the buttons above, for the context menu. */
    void fill(MenuManager menu) {
        boolean some = !table.selection().isEmpty();
        menu.add(action("start", some, this::start));
        menu.add(action("stop", some, this::stop));
        menu.add(action("off", some, this::off));
        menu.add(action("snapshots", table.selection().size() == 1, this::snapshots));
        menu.add(action("console", some, this::console));
        menu.add(action("refresh", true, this::askAll));
    }

    private static Action action(String text, boolean enabled, Runnable run) {
        Action action = new Action(GuestText.get(text)) {
            @Override
            public void run() {
                run.run();
            }
        };
        action.setEnabled(enabled);
        return action;
    }

    private static List<Column<Guest>> columns() {
        return List.of(Column.<Guest>text("guest", GuestText.get("guest"), 160, Guest::name).withIcon(guest -> icon(guest.state())),
                Column.text("node", GuestText.get("node"), 110, Guest::node),
                Column.text("state", GuestText.get("state"), 110, guest -> GuestText.get("state." + guest.state())),
                Column.<Guest, Double>value("cpu", GuestText.get("cpu"), 70, Guest::cpuPercent, GuestsTable::percent).rightAligned(),
                Column.<Guest>text("cpus", GuestText.get("cpus"), 60, guest -> Integer.toString(guest.cpus())).rightAligned(),
                Column.<Guest, Long>value("memory", GuestText.get("memory"), 90, Guest::memoryBytes, Formats::bytes).rightAligned(),
                Column.<Guest, Long>value("memoryMost", GuestText.get("memoryMost"), 90, Guest::memoryMostBytes, Formats::bytes).rightAligned(),
                Column.<Guest, Long>value("disk", GuestText.get("disk"), 90, Guest::diskBytes, Formats::bytes).rightAligned(),
                Column.<Guest, Long>value("diskMost", GuestText.get("diskMost"), 90, Guest::diskMostBytes, Formats::bytes).rightAligned(),
                Column.text("screen", GuestText.get("screen"), 160, guest -> guest.displays().stream()
                        .map(display -> display.type() + " " + display.host() + ":" + display.port()).collect(Collectors.joining(", "))));
    }

    private static String percent(double percent) {
        return percent < 0 ? "" : Formats.percent(percent / 100);
    }

    private static String icon(GuestState state) {
        return switch (state) {
            case RUNNING -> "running";
            case PAUSED, SLEEPING -> "paused";
            case STOPPING -> "pending";
            case OFF -> "offline";
            case CRASHED -> "failed";
            case UNKNOWN -> "warning-small";
        };
    }

    /** Shows the guests of these nodes. UI thread. */
    public void show(List<String> wanted) {
        if (!wanted.equals(uuids)) {
            uuids = List.copyOf(wanted);
            everyone = wanted.size() <= ASKED_BY_ITSELF;
            asking.cancel();
            keepWatches(Set.copyOf(wanted));
            nothing.text(GuestText.get(everyone ? "asking" : "many", wanted.size()), everyone ? "" : GuestText.get("many.text"));
            top(nothing);
            if (everyone) {
                refresh.settled();
            }
        }
    }

    private void askAll() {
        everyone = true;
        if (!uuids.isEmpty()) {
            refresh.now();
        }
    }

    private void lookAgain() {
        if (!isDisposed()) {
            if (stack.topControl == content && isVisible()) {
                refresh.live();
            }
            getDisplay().timerExec(LOOK_AGAIN_MS, this::lookAgain);
        }
    }

    /** @return null when the question was taken back meanwhile */
    private List<NodeGuests> load() {
        SimpleProgress question = new SimpleProgress();
        asking = question;
        List<String> asked = uuids;
        try {
            List<NodeGuests> answers = everyone ? guests.list(FleetCommands.nodes(fleet, asked), question) : null;
            return asked == uuids ? answers : null;
        } catch (CancellationException another) {
            return null;
        }
    }

    private void answered(List<NodeGuests> answers) {
        if (answers == null) {
            return;
        }
        List<Guest> all = answers.stream().flatMap(answer -> answer.guests().stream()).toList();
        Comparator<Guest> order = table.order();
        table.rows(order == null ? all : all.stream().sorted(order).toList());
        String failed = answers.stream().filter(answer -> answer.problem() != null && answer.libvirt()).map(answer -> answer.problem().line())
                .limit(5).collect(Collectors.joining("\n"));
        if (!problems.getText().equals(failed)) {
            problems.setText(failed.replace("&", "&&"));
            problems.requestLayout();
        }
        long running = answers.stream().filter(NodeGuests::libvirt).count();
        if (all.isEmpty()) {
            nothing.text(GuestText.get(running == 0 ? "without" : failed.isEmpty() ? "empty" : "unanswered", answers.size()),
                    failed.isEmpty() ? GuestText.get("without.text") : failed);
        }
        top(all.isEmpty() ? nothing : content);
        enable();
        watch(answers);
    }

    private void watch(List<NodeGuests> answers) {
        for (NodeGuests answer : answers) {
            Node node = answer.node();
            if (answer.problem() == null && watches.size() < ASKED_BY_ITSELF && !watches.containsKey(node.uuid())) {
                watches.put(node.uuid(), guests.watch(node, event -> refresh.live()));
            }
        }
    }

    private void keepWatches(Set<String> wanted) {
        for (String watched : new HashSet<>(watches.keySet())) {
            if (!wanted.contains(watched)) {
                watches.remove(watched).close();
            }
        }
    }

    private void top(Control control) {
        if (control != stack.topControl) {
            stack.topControl = control;
            layout();
        }
    }

    private void enable() {
        int selected = table.control().getSelectionCount();
        onSelection.forEach(tool -> tool.enable(selected > 0));
        snapshots.enable(selected == 1);
    }

    private List<Node> nodes() {
        return FleetCommands.nodes(fleet, table.selection().stream().map(Guest::nodeUuid).distinct().toList());
    }

    private List<GuestPick> picks() {
        return table.selection().stream().map(GuestPick::of).toList();
    }

    private void act(String key, Operation<GuestOutcome> operation) {
        OperationJob.ask(getShell(), new OperationJob.Wording(GuestText.get(key + ".name"), GuestText.get(key + ".verb")), operation, this::told);
    }

    private void told(GuestOutcome outcome) {
        if (isDisposed()) {
            return;
        }
        refresh.now();
        String failed = outcome.failures().stream().map(result -> result.node() + " " + result.guest() + ": " + result.reason())
                .limit(10).collect(Collectors.joining("\n"));
        if (!failed.isEmpty()) {
            new ProblemDialog(getShell(), new org.bancada.core.Problem(GuestText.get("failed", outcome.failures().size()), "", failed)).open();
        }
    }

    private void snapshots() {
        Guest guest = table.selection().getFirst();
        List<Node> nodes = nodes();
        if (!nodes.isEmpty()) {
            OperationJob.compute(getShell(), GuestText.get("snapshots.reading"),
                    () -> guests.snapshots(nodes.getFirst(), guest.uuid(), Progress.none()), all -> {
                        if (!isDisposed()) {
                            new SnapshotsDialog(getShell(), guest, all, (key, name) -> act(key, operation(key, nodes, guest, name))).open();
                        }
                    });
        }
    }

    private Operation<GuestOutcome> operation(String key, List<Node> nodes, Guest guest, String name) {
        List<GuestPick> picks = List.of(GuestPick.of(guest));
        return switch (key) {
            case SnapshotsDialog.CREATE -> guests.createSnapshot(nodes, picks, name);
            case SnapshotsDialog.REVERT -> guests.revert(nodes, picks, name);
            default -> guests.deleteSnapshot(nodes, picks, name);
        };
    }

    private void console() {
        Map<String, Node> byUuid = nodes().stream().collect(Collectors.toMap(Node::uuid, node -> node));
        String lines = table.selection().stream().filter(guest -> byUuid.containsKey(guest.nodeUuid()))
                .flatMap(guest -> guests.consoles(byUuid.get(guest.nodeUuid()), guest).stream()).collect(Collectors.joining("\n"));
        Clip.copy(getDisplay(), lines);
    }

    public RowTable<Guest> table() {
        return table;
    }

    @Override
    public boolean setFocus() {
        return (stack.topControl == content ? table.control() : stack.topControl).setFocus();
    }
}
