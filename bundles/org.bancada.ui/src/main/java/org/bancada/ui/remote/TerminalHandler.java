package org.bancada.ui.remote;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.bancada.core.Node;
import org.bancada.core.ProblemException;
import org.bancada.remote.Remote;
import org.bancada.ui.fleet.NodesHandler;
import org.bancada.ui.kit.OperationJob;
import org.bancada.ui.kit.Services;
import org.eclipse.jface.dialogs.InputDialog;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IWorkbenchWindow;

/** Opens an interactive session with a node in the system's own terminal. */
public final class TerminalHandler extends NodesHandler {
    private static final List<List<String>> TERMINALS = List.of(List.of("x-terminal-emulator", "-e"), List.of("gnome-terminal", "--"),
            List.of("konsole", "-e"), List.of("xfce4-terminal", "-x"), List.of("mate-terminal", "-x"), List.of("xterm", "-e"));

    private static final Duration WATCH = Duration.ofSeconds(3);

    @Override
    protected void act(IWorkbenchWindow window, List<Node> nodes) throws ProblemException {
        Remote remote = Services.need(Remote.class);
        Node node = nodes.getFirst();
        Shell shell = window.getShell();
        HostKeyGate.pass(shell, remote.hostKeys(), List.of(node), () -> OperationJob.compute(shell, RemoteText.get("terminal.name", node.name()),
                () -> open(remote.terminalCommand(node)), shown -> shown.ifPresent(command -> show(shell, command))));
    }

    /** @return the command for a person to run, when there is no terminal here */
    private static Optional<String> open(List<String> command) throws ProblemException {
        Optional<List<String>> terminal = TERMINALS.stream().filter(t -> onPath(t.getFirst())).findFirst();
        if (terminal.isEmpty()) {
            return Optional.of(quoted(command));
        }
        List<String> whole = new ArrayList<>(terminal.get());
        whole.addAll(command);
        new TerminalProgram(WATCH).open(whole, quoted(command));
        return Optional.empty();
    }

    private static boolean onPath(String program) {
        String path = System.getenv("PATH");
        return path != null && Stream.of(path.split(File.pathSeparator)).filter(folder -> !folder.isBlank())
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** A command line that a POSIX shell understands. */
    static String quoted(List<String> command) {
        return String.join(" ", command.stream().map(word -> word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'")
                .toList());
    }

    private static void show(Shell shell, String command) {
        new InputDialog(shell, RemoteText.get("terminal.none"), RemoteText.get("terminal.copy"), command, null).open();
    }
}
