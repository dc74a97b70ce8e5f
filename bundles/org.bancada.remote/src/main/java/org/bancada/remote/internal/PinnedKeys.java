package org.bancada.remote.internal;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

import org.bancada.core.DataFolder;
import org.bancada.core.Node;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.remote.HostKeys;
import org.bancada.store.AuditLog;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import com.jcraft.jsch.JSch;

/** The pins, and how to ask a node for its key. */
@Component(service = HostKeys.class)
public final class PinnedKeys implements HostKeys {
    private static final System.Logger LOG = System.getLogger(PinnedKeys.class.getName());
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private final KnownHosts file;
    private final AuditLog audit;

    @Activate
    public PinnedKeys(@Reference DataFolder folder, @Reference AuditLog audit) {
        this.file = new KnownHosts(folder.knownHosts());
        this.audit = audit;
    }

    @Override
    public Optional<Key> pinned(Node node) {
        try {
            return file.get(node.uuid());
        } catch (ProblemException unreadable) {
            // As good as unknown: every connection is refused until the file can be read.
            LOG.log(System.Logger.Level.ERROR, "the pinned host keys cannot be read", unreadable);
            return Optional.empty();
        }
    }

    @Override
    public Status check(Node node) throws ProblemException {
        Key pinned = file.get(node.uuid()).orElse(null);
        if (node.address().isEmpty()) {
            return new Status(State.UNREACHABLE, pinned, null);
        }
        // Accepts no key at all, so that the connection ends when the node has shown its own.
        PinCheck check = new PinCheck(null);
        try {
            Connector.connect(new JSch(), node, "root", pinned, check, CONNECT, Progress.none()).disconnect();
        } catch (ProblemException expected) {
            LOG.log(System.Logger.Level.DEBUG, "asked for a host key", expected);
        }
        Key shown = check.shown();
        State state = shown == null ? State.UNREACHABLE : pinned == null ? State.UNKNOWN : pinned.equals(shown) ? State.PINNED : State.CHANGED;
        return new Status(state, pinned, shown);
    }

    @Override
    public void accept(Node node, Key key) throws ProblemException {
        pin(node.uuid(), node.name(), key);
    }

    @Override
    public void accept(String uuid, String publicKeyLine) throws ProblemException {
        String lower = uuid.toLowerCase(Locale.ROOT);
        pin(lower, lower, KeyLine.ofLine(publicKeyLine).orElseThrow(() -> Texts.problem(lower, "key.line")));
    }

    private void pin(String uuid, String name, Key key) throws ProblemException {
        if (!uuid.matches("[0-9a-f-]{36}") || KeyLine.of(key.type(), key.base64()).filter(key::equals).isEmpty()) {
            throw Texts.problem(name, "key.line");
        }
        Optional<Key> before = file.get(uuid);
        if (!before.equals(Optional.of(key))) {
            file.put(uuid, key);
            Audited.append(audit, "hostkey accept", name, key.fingerprint() + before.map(b -> " (before: " + b.fingerprint() + ")").orElse(""));
        }
    }

    @Override
    public void forget(Node node) throws ProblemException {
        Optional<Key> before = file.get(node.uuid());
        if (before.isPresent()) {
            file.remove(node.uuid());
            Audited.append(audit, "hostkey forget", node.name(), before.get().fingerprint());
        }
    }
}
