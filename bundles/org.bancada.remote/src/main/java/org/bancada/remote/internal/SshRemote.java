package org.bancada.remote.internal;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

import org.bancada.core.DataFolder;
import org.bancada.core.Node;
import org.bancada.core.Operation;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.core.SimpleProgress;
import org.bancada.remote.Deferred;
import org.bancada.remote.HostKeys;
import org.bancada.remote.Outcome;
import org.bancada.remote.Outcome.NodeResult;
import org.bancada.remote.OutputListener;
import org.bancada.remote.Remote;
import org.bancada.remote.RemoteCommand;
import org.bancada.remote.ScriptRun;
import org.bancada.remote.Tunnel;
import org.bancada.store.AuditLog;
import org.bancada.store.Database;
import org.bancada.store.Settings;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Reaches nodes over SSH by JSch. */
@Component(service = Remote.class)
public final class SshRemote implements Remote {
    private static final System.Logger LOG = System.getLogger(SshRemote.class.getName());
    private static final int PARALLEL = 32;
    private static final Duration IDLE = Duration.ofSeconds(2);

    private final DataFolder folder;
    private final StoredClientKey key;
    private final Logins logins;
    private final Sessions sessions;
    private final Context context;
    private final SimpleProgress shutdown = new SimpleProgress();

    @Activate
    public SshRemote(@Reference DataFolder folder, @Reference Database database, @Reference Settings settings, @Reference AuditLog audit,
            @Reference StoredClientKey key, @Reference HostKeys pins) {
        this(folder, database, settings, audit, key, pins, InstantSource.system());
    }

    SshRemote(DataFolder folder, Database database, Settings settings, AuditLog audit, StoredClientKey key, HostKeys pins, InstantSource clock) {
        this.folder = folder;
        this.key = key;
        this.logins = new Logins(settings);
        this.sessions = new Sessions(key, pins, logins, IDLE);
        this.context = new Context(new Commands(sessions), pins, audit, settings, new FanOut(PARALLEL),
                new DeferredActions(database, audit, clock, new DeferredRunner()));
    }

    /** Ends waiting actions and closes every connection. */
    @Deactivate
    public void close() {
        shutdown.cancel();
        sessions.close();
    }

    /** How many connections to nodes are open now. */
    int openConnections() {
        return sessions.open();
    }

    @Override
    public Operation<Outcome> run(List<Node> nodes, RemoteCommand command, OutputListener listener) {
        return new RunOperation(context, nodes, command, listener);
    }

    @Override
    public Operation<Outcome> copy(List<Node> nodes, Path file, String destination, OutputListener listener) {
        return new CopyOperation(context, nodes, file, destination, listener);
    }

    @Override
    public Operation<Outcome> wake(List<Node> nodes, List<Node> fleet) {
        return new WakeOperation(context, nodes, fleet);
    }

    @Override
    public Operation<Outcome> reboot(List<Node> nodes) {
        return new PowerOperation(context, nodes, "reboot");
    }

    @Override
    public Operation<Outcome> powerOff(List<Node> nodes) {
        return new PowerOperation(context, nodes, "off");
    }

    @Override
    public Operation<Outcome> script(ScriptRun script, OutputListener listener) {
        return new ScriptOperation(context, script, listener);
    }

    @Override
    public int follow(Node node, String commandLine, byte[] stdin, Duration connectTimeout, Progress cancel, Consumer<String> stdout,
            Consumer<String> stderr) throws ProblemException {
        reachable(node);
        InputStream input = new ByteArrayInputStream(stdin);
        Commands.Call call = new Commands.Call(commandLine, () -> input, connectTimeout, Duration.ZERO, false);
        Commands.Ended ended = context.commands().run(node, call, cancel, stdout, stderr);
        if (!ended.signal().isEmpty()) {
            throw Texts.problem(node.name(), "signal", ended.signal());
        }
        return ended.exitCode();
    }

    @Override
    public void send(Node node, Path file, String destination, Progress progress) throws ProblemException {
        FileSender.checkDestination(destination);
        reachable(node);
        FileSender.Source source = FileSender.Source.of(file, progress);
        progress.begin(Texts.text("copy.step", file.getFileName(), source.size(), destination), source.size());
        new FileSender(context.commands()).send(node, source, destination, progress);
    }

    @Override
    public Tunnel tunnel(Node node, String socket, Duration connectTimeout, Progress cancel) throws ProblemException {
        reachable(node);
        return SocketTunnel.open(sessions, folder, node, socket, connectTimeout, cancel);
    }

    private static void reachable(Node node) throws ProblemException {
        if (node.address().isEmpty()) {
            throw Texts.problem(node.name(), "left.address");
        }
    }

    @Override
    public List<String> terminalCommand(Node node) {
        String user = "root";
        String file = folder.keys().resolve("id_ed25519").toString();
        try {
            user = logins.user(node);
            file = key.file().toString();
        } catch (ProblemException unreadable) {
            LOG.log(System.Logger.Level.WARNING, "settings for a terminal", unreadable);
        }
        return List.of("ssh", "-o", "UserKnownHostsFile=" + optionValue(folder.knownHosts().toString()), "-o", "GlobalKnownHostsFile=/dev/null",
                "-o", "HostKeyAlias=" + node.uuid(), "-o", "StrictHostKeyChecking=yes", "-o", "IdentitiesOnly=yes", "-i", file, "-p",
                String.valueOf(node.sshPort()), "-l", user, "--", node.address());
    }

    /** ssh splits the value of this option at blanks and expands percent signs. */
    private static String optionValue(String path) {
        return "\"" + path.replace("%", "%%") + "\"";
    }

    @Override
    public HostKeys hostKeys() {
        return context.pins();
    }

    @Override
    public Deferred deferred() {
        return context.deferred();
    }

    private final class DeferredRunner implements DeferredActions.Runner {
        @Override
        public boolean reaches(Node node) {
            try (Sessions.Lease lease = sessions.lease(node, Context.CONNECT, shutdown)) {
                return true;
            } catch (ProblemException | CancellationException notNow) {
                LOG.log(System.Logger.Level.INFO, "actions wait on for " + node.name(), notNow);
                return false;
            }
        }

        @Override
        public String run(Node node, RemoteCommand command) {
            try {
                NodeResult result = RunOperation.run(context, node, command, shutdown, OutputListener.none());
                return result.reason().isEmpty() ? "exit code " + result.exitCode() : result.reason();
            } catch (ProblemException failed) {
                return failed.problem().line();
            } catch (CancellationException stopped) {
                return "interrupted";
            }
        }
    }
}
