package org.bancada.rollout.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import org.bancada.core.Node;
import org.bancada.core.Operation;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.remote.Deferred;
import org.bancada.remote.HostKeys;
import org.bancada.remote.Outcome;
import org.bancada.remote.OutputListener;
import org.bancada.remote.Remote;
import org.bancada.remote.RemoteCommand;
import org.bancada.remote.ScriptRun;
import org.bancada.remote.Tunnel;

/** The real way to the nodes, for tests that step in between. */
class DelegatingRemote implements Remote {
    Remote real;

    @Override
    public Operation<Outcome> run(List<Node> nodes, RemoteCommand command, OutputListener listener) {
        return real.run(nodes, command, listener);
    }

    @Override
    public Operation<Outcome> copy(List<Node> nodes, Path file, String destination, OutputListener listener) {
        return real.copy(nodes, file, destination, listener);
    }

    @Override
    public Operation<Outcome> wake(List<Node> nodes, List<Node> fleet) {
        return real.wake(nodes, fleet);
    }

    @Override
    public Operation<Outcome> reboot(List<Node> nodes) {
        return real.reboot(nodes);
    }

    @Override
    public Operation<Outcome> powerOff(List<Node> nodes) {
        return real.powerOff(nodes);
    }

    @Override
    public Operation<Outcome> script(ScriptRun script, OutputListener listener) {
        return real.script(script, listener);
    }

    @Override
    public int follow(Node node, String commandLine, byte[] stdin, Duration connectTimeout, Progress cancel, Consumer<String> stdout,
            Consumer<String> stderr) throws ProblemException {
        return real.follow(node, commandLine, stdin, connectTimeout, cancel, stdout, stderr);
    }

    @Override
    public void send(Node node, Path file, String destination, Progress progress) throws ProblemException {
        real.send(node, file, destination, progress);
    }

    @Override
    public Tunnel tunnel(Node node, String socket, Duration connectTimeout, Progress cancel) throws ProblemException {
        return real.tunnel(node, socket, connectTimeout, cancel);
    }

    @Override
    public List<String> terminalCommand(Node node) {
        return real.terminalCommand(node);
    }

    @Override
    public HostKeys hostKeys() {
        return real.hostKeys();
    }

    @Override
    public Deferred deferred() {
        return real.deferred();
    }
}
