package org.bancada.ui.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

import org.bancada.core.Node;
import org.bancada.core.Operation;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.fleet.Fleet;
import org.bancada.image.Image;
import org.bancada.image.Images;
import org.bancada.practice.PracticeLab;
import org.bancada.rollout.NodeProgress;
import org.bancada.rollout.NodeRolloutState;
import org.bancada.rollout.Rollout;
import org.bancada.rollout.RolloutOptions;
import org.bancada.rollout.RolloutState;
import org.bancada.rollout.Rollouts;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.commands.ICommandService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a technician does with nodes and with a rollout under way, by the commands of the window on real nodes. */
@Tag("practice-lab")
class ActionsScreenTest {
    private static final String PLAN = "What will happen";
    private static final String RESULTS = "org.bancada.ui.remote.results";
    private static final String IMAGES = "org.bancada.ui.rollout.images";
    private static final String ROLLOUTS = "org.bancada.ui.rollout.rollouts";
    private static final String ROLLOUT = "org.bancada.ui.rollout.details";
    private final Fleet fleet = Engines.need(Fleet.class);
    private final Images images = Engines.need(Images.class);
    private final Rollouts rollouts = Engines.need(Rollouts.class);
    private final PracticeLab lab = Engines.need(PracticeLab.class);

    @BeforeEach
    void startLab() {
        WindowTest.show("org.bancada.app.fleet");
        MainJobScreenTest.startLab();
    }

    @AfterEach
    void stopLab() {
        MainJobScreenTest.stopLab();
    }

    private static <T> T run(Operation<T> operation) throws ProblemException {
        return operation.run(operation.plan(), Progress.none());
    }

    @Test
    void aFileIsCopiedAndATerminalOpens(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("motd"), "Aula amanhã às 8 h\n");
        FleetScreenTest.select(0, 1);
        FleetScreenTest.execute("org.bancada.ui.remote.copyFile");
        Shell dialog = Views.awaitShell("Copy file");
        List<Text> inputs = Screen.ask(() -> MainJobScreenTest.inputs(dialog));
        Screen.act(() -> {
            inputs.get(0).setText(folder.resolve("absent").toString());
            inputs.get(1).setText("/etc/motd");
        });
        assertTrue(Screen.ask(() -> Screen.below(dialog).stream().anyMatch(c -> c instanceof Text t && t.getText().contains("is no readable file"))));
        Screen.act(() -> inputs.get(0).setText(file.toString()));
        Screen.push(dialog, "Show plan…");
        Screen.push(Views.awaitShell(PLAN), "Copy");
        Screen.await("both copies", () -> MainJobScreenTest.shows(Views.body(RESULTS), "2 of 2 succeeded"));
        Path nodes = Path.of(System.getProperty("bancada.data"), "practice-lab", "nodes");
        for (Node node : fleet.nodes()) {
            assertEquals("Aula amanhã às 8 h\n", Files.readString(nodes.resolve(node.name()).resolve("root/etc/motd")));
        }

        Path output = Path.of(System.getenv("BANCADA_TERMINAL_OUTPUT"));
        Files.deleteIfExists(output);
        FleetScreenTest.select(1);
        FleetScreenTest.execute("org.bancada.ui.remote.terminal");
        Screen.await("a session on the second node", () -> text(output).contains(fleet.nodes().get(1).name() + "\n"));
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    @Test
    void aRolloutIsPausedResumedCancelledRetriedAndRolledBack(@TempDir Path folder) throws IOException, ProblemException {
        byte[] content = new byte[2 << 20];
        new Random(11).nextBytes(content);
        Image image = run(images.importFile(new Images.ImportRequest(Files.write(folder.resolve("x.raw"), content), "Arch", "linux", "7", List.of())));
        String idle = fleet.nodes().get(0).name();
        run(lab.fault(idle, "guest-open", false));
        Rollout rollout = run(rollouts.start(image, fleet.nodes(), RolloutOptions.defaults("*")));
        String id = rollout.id();
        WindowTest.show("org.bancada.app.rollouts");
        Composite details = Views.body(ROLLOUT);
        choose(ROLLOUTS, 0, () -> MainJobScreenTest.shows(details, "of 2 confirmed"));
        Screen.await("one waits for its guest, one is done",
                () -> MainJobScreenTest.shows(details, "1 of 2 confirmed") && state(id, idle) == NodeRolloutState.WAITING_IDLE);

        whatIsNeededStays(image);
        command("pause", "Pause");
        Screen.await("the pause", () -> rollouts.find(id).orElseThrow().state() == RolloutState.PAUSED);
        command("resume", "Resume");
        Screen.await("it goes on", () -> rollouts.find(id).orElseThrow().state() == RolloutState.RUNNING);
        command("cancel", "Cancel the rollout");
        Screen.await("the end", () -> rollouts.find(id).orElseThrow().ended() != null && state(id, idle) == NodeRolloutState.SKIPPED);
        assertEquals(RolloutState.CANCELLED, rollouts.find(id).orElseThrow().state());

        run(lab.fault(idle, "guest-open", true));
        command("retry", "Retry");
        Screen.await("all are confirmed", () -> MainJobScreenTest.shows(details, "2 of 2 confirmed"));
        command("rollback", "Roll back");
        Screen.await("all are back", () -> rollouts.find(id).orElseThrow().nodes().stream().map(NodeProgress::state)
                .allMatch(NodeRolloutState.ROLLED_BACK::equals));

        removeCommand(image);
        Screen.push(Views.awaitShell(PLAN), "Remove");
        Screen.await("its removal from the catalogue", () -> !digests().contains(image.sha256()));
        assertFalse(Files.exists(images.file(image)));
    }

    private void whatIsNeededStays(Image image) {
        removeCommand(image);
        Shell plan = Views.awaitShell(PLAN);
        assertTrue(Screen.ask(() -> Screen.below(plan).stream().anyMatch(c -> c instanceof Text t && t.getText().contains("it is needed by: rollout"))));
        Screen.push(plan, "Close");
        Screen.await("the plan to close", plan::isDisposed);
        assertTrue(digests().contains(image.sha256()));
    }

    private void removeCommand(Image image) {
        String command = "org.bancada.ui.rollout.removeImage";
        choose(IMAGES, digests().indexOf(image.sha256()), () -> enabled(command));
        FleetScreenTest.execute(command);
    }

    private List<String> digests() {
        return images.images().stream().map(Image::sha256).toList();
    }

    private static boolean enabled(String command) {
        return Screen.window().getService(ICommandService.class).getCommand(command).isEnabled();
    }

    /** A command on the rollout that is shown, through its plan. */
    private static void command(String name, String verb) {
        String command = "org.bancada.ui.rollout." + name;
        Screen.await(command, () -> {
            Screen.page().activate(Screen.page().findView(ROLLOUT));
            return enabled(command);
        });
        FleetScreenTest.execute(command);
        Screen.push(Views.awaitShell(PLAN), verb);
    }

    /** Selects a row, as long as {@code until} does not hold. */
    private static void choose(String view, int row, Supplier<Boolean> until) {
        Table table = Screen.find(Views.body(view), Table.class, t -> true).orElseThrow();
        Screen.await("row " + row + " of " + view, () -> row >= 0 && table.getItemCount() > row);
        Screen.await("the selection in " + view, () -> {
            Screen.page().activate(Screen.page().findView(view));
            table.setSelection(row);
            table.notifyListeners(SWT.Selection, new Event());
            return until.get();
        });
    }

    private NodeRolloutState state(String id, String node) {
        String uuid = fleet.nodes().stream().filter(n -> n.name().equals(node)).findFirst().orElseThrow().uuid();
        return rollouts.find(id).orElseThrow().nodes().stream().filter(n -> n.uuid().equals(uuid)).findFirst().orElseThrow().state();
    }
}
