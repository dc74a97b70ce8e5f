package org.bancada.virt.internal;

import java.time.Duration;
import java.util.Optional;

import org.bancada.core.ProblemException;
import org.bancada.virt.Guest;
import org.bancada.virt.GuestState;
import org.libvirt.Domain;
import org.libvirt.LibvirtException;

/**
 * What is done with guests.
 *
 * @param snapshot name of the snapshot; empty where none is concerned
 * @param patience how long STOP waits
 */
record GuestAction(Kind kind, String snapshot, Duration patience) {
    private static final String NAME = "[\\p{L}\\p{N}][\\p{L}\\p{N}. _-]{0,59}";

    enum Kind {
        START, STOP, OFF, SNAPSHOT, REVERT, DELETE;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    static GuestAction start() {
        return new GuestAction(Kind.START, "", Duration.ZERO);
    }

    static GuestAction stop(Duration patience) {
        return new GuestAction(Kind.STOP, "", patience);
    }

    static GuestAction off() {
        return new GuestAction(Kind.OFF, "", Duration.ZERO);
    }

    static GuestAction snapshot(Kind kind, String name) {
        return new GuestAction(kind, name, Duration.ZERO);
    }

    /** @throws ProblemException when a snapshot may not be called so; an existing one may have any name */
    void check() throws ProblemException {
        if (kind == Kind.SNAPSHOT && !snapshot.matches(NAME)) {
            throw Texts.problem(snapshot, "snapshot.name");
        }
    }

    /** As on the command line. */
    String words() {
        return switch (kind) {
            case START, STOP, OFF -> kind.word();
            case SNAPSHOT -> "snapshot create " + snapshot;
            case REVERT, DELETE -> "snapshot " + kind.word() + " " + snapshot;
        };
    }

    /** Whether something is lost by it. */
    boolean loses() {
        return kind == Kind.OFF || kind == Kind.REVERT || kind == Kind.DELETE;
    }

    /** Why nothing needs to be done, empty when something does. */
    Optional<String> alreadySo(Guest guest) {
        return switch (kind) {
            case START -> guest.state() == GuestState.RUNNING ? Optional.of(Texts.text("already.running", guest.name())) : Optional.empty();
            case STOP, OFF -> guest.state().isOpen() ? Optional.empty() : Optional.of(Texts.text("already.off", guest.name()));
            default -> Optional.empty();
        };
    }

    /** Why it cannot be done in this state, empty when it can. */
    Optional<String> obstacle(Guest guest) {
        boolean deaf = kind == Kind.STOP && (guest.state() == GuestState.PAUSED || guest.state() == GuestState.SLEEPING);
        return deaf ? Optional.of(Texts.text("obstacle.paused", guest.name())) : Optional.empty();
    }

    /** Does it, or asks for it; libvirt says no where the state does not allow it any more. */
    Void on(Domain domain) throws LibvirtException {
        GuestState state = Listing.state(domain.getInfo().state);
        switch (kind) {
            case START -> start(domain, state);
            case STOP -> {
                if (state == GuestState.RUNNING) {
                    domain.shutdown();
                }
            }
            case OFF -> {
                if (state.isOpen()) {
                    domain.destroy();
                }
            }
            case SNAPSHOT -> Snapshots.create(domain, snapshot);
            case REVERT -> Snapshots.revert(domain, snapshot);
            case DELETE -> Snapshots.delete(domain, snapshot);
        }
        return null;
    }

    private static void start(Domain domain, GuestState state) throws LibvirtException {
        switch (state) {
            case OFF, CRASHED -> domain.create();
            case PAUSED -> domain.resume();
            case SLEEPING -> domain.PMwakeup();
            case RUNNING, STOPPING, UNKNOWN -> {
                // It is on.
            }
        }
    }
}
