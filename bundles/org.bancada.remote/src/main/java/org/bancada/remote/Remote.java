package org.bancada.remote;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import org.bancada.core.Node;
import org.bancada.core.Operation;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;

/** Reaches nodes over SSH, host keys pinned. All operations are bounded in how many nodes they talk to at once, and cancel at once. */
public interface Remote {

    /** Runs a shell command line on every node. */
    Operation<Outcome> run(List<Node> nodes, RemoteCommand command, OutputListener listener);

    /** Copies a local file to {@code destination} on every node (below the node's own root), atomically, digest checked, mode kept. */
    Operation<Outcome> copy(List<Node> nodes, Path file, String destination, OutputListener listener);

    /** Sends the magic packet by broadcast and, where a node of the same room is awake, through it. Done does not mean that it is awake. */
    Operation<Outcome> wake(List<Node> nodes, List<Node> fleet);

    Operation<Outcome> reboot(List<Node> nodes);

    Operation<Outcome> powerOff(List<Node> nodes);

    /**
     * Runs a node script on nodes, on each with its own input. A failure's reason is what the script answered as {@code detail} or
     * {@code reason} (docs/node-contract.md).
     */
    Operation<Outcome> script(ScriptRun script, OutputListener listener);

    /**
     * Runs one command on one node and hands over its output line by line; the channel stays open until it ends. For engines that follow a
     * node script. Blocks the calling (virtual) thread.
     *
     * @param stdin sent to the command, may be empty
     * @param stdout called per line without its line end; lines longer than 64 KiB are cut
     * @param stderr likewise
     * @return the exit code
     * @throws ProblemException when the node cannot be reached, its key is unknown or changed, or the connection breaks
     */
    int follow(Node node, String commandLine, byte[] stdin, Duration connectTimeout, Progress cancel, Consumer<String> stdout,
            Consumer<String> stderr) throws ProblemException;

    /** Copies one local file to one node: as {@link #copy}, for engines. */
    void send(Node node, Path file, String destination, Progress progress) throws ProblemException;

    /**
     * Opens a way to a unix socket of one node: a socket file on this machine that nobody else may open, and that serves one connection. Its
     * bytes go through the node's SSH connection; neither {@code ssh} nor a {@code known_hosts} of the person is asked.
     *
     * @param socket absolute path on the node
     * @param connectTimeout for the TCP connection
     * @param cancel ends the attempt; the tunnel itself is ended by closing it
     * @throws ProblemException when the node cannot be reached, its key is unknown or changed, or it does not let the socket be opened
     */
    Tunnel tunnel(Node node, String socket, Duration connectTimeout, Progress cancel) throws ProblemException;

    /** The command line that opens an interactive session in the system's terminal, keys pinned as here. */
    List<String> terminalCommand(Node node);

    HostKeys hostKeys();

    /** Actions that wait for nodes which are off. */
    Deferred deferred();
}
