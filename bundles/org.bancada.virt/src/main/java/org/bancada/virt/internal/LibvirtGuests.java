package org.bancada.virt.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import org.bancada.core.DataFolder;
import org.bancada.core.Node;
import org.bancada.core.Operation;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.remote.Remote;
import org.bancada.store.AuditLog;
import org.bancada.virt.Guest;
import org.bancada.virt.GuestEvent;
import org.bancada.virt.GuestOutcome;
import org.bancada.virt.GuestPick;
import org.bancada.virt.GuestSnapshot;
import org.bancada.virt.Guests;
import org.bancada.virt.NodeGuests;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Guests by libvirt-java. Neither this class nor its making needs the native library. */
@Component(service = Guests.class)
public final class LibvirtGuests implements Guests, AutoCloseable {
    private final Remote remote;
    private final Engine engine;
    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();

    @Activate
    public LibvirtGuests(@Reference Remote remote, @Reference AuditLog audit, @Reference DataFolder folder) {
        this(remote, audit, new NativeLibvirt("virt", folder.temporary()));
    }

    LibvirtGuests(Remote remote, AuditLog audit, NativeLibvirt natively) {
        this.remote = remote;
        this.engine = new Engine(natively, remote, audit);
    }

    /** Ends every watch. */
    @Override
    @Deactivate
    public void close() {
        watches.forEach(Watch::close);
    }

    @Override
    public List<NodeGuests> list(List<Node> nodes, Progress progress) {
        List<Node> asked = distinct(nodes);
        progress.begin(Texts.text("list.title", asked.size()), asked.size());
        return engine.all(asked, progress, node -> engine.guests(node, true, progress));
    }

    static List<Node> distinct(List<Node> nodes) {
        Map<String, Node> byUuid = new LinkedHashMap<>();
        nodes.forEach(node -> byUuid.putIfAbsent(node.uuid(), node));
        return List.copyOf(byUuid.values());
    }

    @Override
    public List<Guest> open(Node node, Progress cancel) throws ProblemException {
        NodeGuests answer = engine.guestsNow(node, cancel);
        if (answer.problem() != null && answer.libvirt()) {
            throw new ProblemException(answer.problem());
        }
        return answer.guests().stream().filter(guest -> guest.state().isOpen()).toList();
    }

    @Override
    public Guest guest(Node node, String nameOrUuid, Progress cancel) throws ProblemException {
        NodeGuests answer = engine.guests(node, false, cancel);
        if (answer.problem() != null) {
            throw new ProblemException(answer.problem());
        }
        return answer.guests().stream().filter(g -> g.name().equals(nameOrUuid) || g.uuid().equalsIgnoreCase(nameOrUuid)).findFirst()
                .orElseThrow(() -> Texts.problem(node.name(), "guest.unknown", nameOrUuid));
    }

    @Override
    public List<GuestSnapshot> snapshots(Node node, String nameOrUuid, Progress cancel) throws ProblemException {
        String uuid = guest(node, nameOrUuid, cancel).uuid();
        try (Daemon daemon = engine.connect(node, cancel)) {
            List<GuestSnapshot> snapshots = new ArrayList<>(daemon.onGuest(uuid, Listing.BRIEF, Snapshots::of));
            snapshots.sort(Comparator.comparing(GuestSnapshot::created, Comparator.nullsFirst(Comparator.naturalOrder())));
            return snapshots;
        }
    }

    private Operation<GuestOutcome> operation(GuestAction action, List<Node> nodes, List<GuestPick> picks) {
        return new GuestOperation(engine, action, distinct(nodes), List.copyOf(picks));
    }

    @Override
    public Operation<GuestOutcome> start(List<Node> nodes, List<GuestPick> picks) {
        return operation(GuestAction.start(), nodes, picks);
    }

    @Override
    public Operation<GuestOutcome> stop(List<Node> nodes, List<GuestPick> picks, Duration patience) {
        return operation(GuestAction.stop(patience), nodes, picks);
    }

    @Override
    public Operation<GuestOutcome> off(List<Node> nodes, List<GuestPick> picks) {
        return operation(GuestAction.off(), nodes, picks);
    }

    @Override
    public Operation<GuestOutcome> createSnapshot(List<Node> nodes, List<GuestPick> picks, String name) {
        return operation(GuestAction.snapshot(GuestAction.Kind.SNAPSHOT, name), nodes, picks);
    }

    @Override
    public Operation<GuestOutcome> revert(List<Node> nodes, List<GuestPick> picks, String name) {
        return operation(GuestAction.snapshot(GuestAction.Kind.REVERT, name), nodes, picks);
    }

    @Override
    public Operation<GuestOutcome> deleteSnapshot(List<Node> nodes, List<GuestPick> picks, String name) {
        return operation(GuestAction.snapshot(GuestAction.Kind.DELETE, name), nodes, picks);
    }

    @Override
    public Progress.Registration watch(Node node, Consumer<GuestEvent> listener) {
        Watch watch = new Watch(engine, node, listener, watches::remove);
        watches.add(watch);
        watch.start();
        return watch;
    }

    @Override
    public List<String> consoles(Node node, Guest guest) {
        return new ConsoleCommands(remote.terminalCommand(node)).of(guest);
    }
}
