package org.bancada.virt.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.bancada.core.Node;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.core.SimpleProgress;
import org.bancada.virt.GuestEvent;
import org.bancada.virt.GuestEvent.Kind;
import org.bancada.virt.GuestState;
import org.libvirt.Connect;
import org.libvirt.Domain;
import org.libvirt.LibvirtException;

/**
 * Follows one node's guests in a thread of its own, connecting again whenever the connection is lost: looks once a second over a connection that is
 * held, because libvirt's own events need its event loop ({@link NativeLibvirt}).
 */
final class Watch implements Progress.Registration {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    private static final Duration BRIEF = Duration.ofSeconds(10);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
    private static final int MOST_GUESTS = 1_000;

    private final Engine engine;
    private final Node node;
    private final Consumer<GuestEvent> listener;
    private final Consumer<Watch> ended;
    private final SimpleProgress stop = new SimpleProgress();

    /** @param run libvirt's number of this run of the guest, -1 while it is off */
    record Seen(String name, GuestState state, int run) {
    }

    Watch(Engine engine, Node node, Consumer<GuestEvent> listener, Consumer<Watch> ended) {
        this.engine = engine;
        this.node = node;
        this.listener = listener;
        this.ended = ended;
    }

    void start() {
        Thread thread = Thread.ofVirtual().name("guests-" + node.name()).unstarted(this::run);
        stop.onCancel(thread::interrupt);
        thread.start();
    }

    private void run() {
        Duration pause = FIRST_PAUSE;
        while (!stop.cancelled()) {
            String why;
            long begin = System.nanoTime();
            try (Daemon daemon = engine.connect(node, stop)) {
                follow(daemon);
                return;
            } catch (ProblemException failed) {
                why = failed.problem().line();
            } catch (CancellationException | InterruptedException closed) {
                return;
            }
            if (stop.cancelled()) {
                return;
            }
            tell(event(Kind.LOST, "", "", why));
            pause = System.nanoTime() - begin > LONGEST_PAUSE.toNanos() ? FIRST_PAUSE : pause;
            try {
                TimeUnit.NANOSECONDS.sleep(pause.toNanos());
            } catch (InterruptedException closed) {
                return;
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
    }

    /** Looks until it fails or is closed. */
    private void follow(Daemon daemon) throws ProblemException, InterruptedException {
        Map<String, Seen> before = daemon.call(BRIEF, Watch::look);
        tell(event(Kind.CONNECTED, "", "", ""));
        while (true) {
            TimeUnit.NANOSECONDS.sleep(LOOK_AGAIN.toNanos());
            Map<String, Seen> now = daemon.call(BRIEF, Watch::look);
            for (Map.Entry<String, Seen> one : now.entrySet()) {
                differences(before.get(one.getKey()), one.getValue()).forEach(kind -> tell(event(kind, one.getKey(), one.getValue().name(), "")));
            }
            for (Map.Entry<String, Seen> one : before.entrySet()) {
                if (!now.containsKey(one.getKey())) {
                    differences(one.getValue(), null).forEach(kind -> tell(event(kind, one.getKey(), one.getValue().name(), "")));
                }
            }
            before = now;
        }
    }

    private static Map<String, Seen> look(Connect connect) throws LibvirtException {
        Map<String, Seen> seen = new LinkedHashMap<>();
        List<Domain> domains = Daemon.domains(connect);
        try {
            for (Domain domain : domains.subList(0, Math.min(domains.size(), MOST_GUESTS))) {
                try {
                    GuestState state = Listing.state(domain.getInfo().state);
                    seen.put(domain.getUUIDString(), new Seen(Clean.line(domain.getName()), state, state.isOpen() ? domain.getID() : -1));
                } catch (LibvirtException gone) {
                    System.getLogger(Watch.class.getName()).log(System.Logger.Level.DEBUG, "a guest is gone", gone);
                }
            }
        } finally {
            Daemon.free(domains);
        }
        return seen;
    }

    /** What happened to a guest between two looks; null where it was not there. One that was started again has another number. */
    static List<Kind> differences(Seen before, Seen now) {
        List<Kind> kinds = new ArrayList<>();
        boolean wasOpen = before != null && before.state().isOpen();
        boolean isOpen = now != null && now.state().isOpen();
        if (before == null) {
            kinds.add(Kind.DEFINED);
        }
        if (wasOpen && (!isOpen || before.run() != now.run())) {
            kinds.add(now != null && now.state() == GuestState.CRASHED ? Kind.CRASHED : Kind.STOPPED);
        }
        if (isOpen && (!wasOpen || before.run() != now.run())) {
            kinds.add(Kind.STARTED);
        } else if (isOpen && before.state() != now.state()) {
            kinds.add(switch (now.state()) {
                case RUNNING -> Kind.RESUMED;
                case PAUSED -> Kind.SUSPENDED;
                case STOPPING -> Kind.SHUTDOWN;
                case SLEEPING -> Kind.SLEEPING;
                case OFF, CRASHED, UNKNOWN -> Kind.CHANGED;
            });
        }
        if (now == null) {
            kinds.add(Kind.UNDEFINED);
        }
        return kinds;
    }

    private GuestEvent event(Kind kind, String uuid, String name, String detail) {
        return new GuestEvent(Instant.now(), node.uuid(), node.name(), uuid, name, kind, detail);
    }

    private void tell(GuestEvent event) {
        try {
            listener.accept(event);
        } catch (RuntimeException bug) {
            System.getLogger(Watch.class.getName()).log(System.Logger.Level.WARNING, "a listener failed on " + node.name(), bug);
        }
    }

    @Override
    public void close() {
        stop.cancel();
        ended.accept(this);
    }
}
