package org.bancada.fleet.internal;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.Collection;

import org.bancada.core.Progress.Registration;

/** Tells listeners which nodes changed, off the thread that changed them; what changes while they listen is told in one go. */
final class ChangeListeners {
    private final List<Consumer<List<String>>> listeners = new CopyOnWriteArrayList<>();
    private final Set<String> pending = new LinkedHashSet<>();
    private boolean telling;

    Registration add(Consumer<List<String>> listener) {
        Consumer<List<String>> own = listener::accept;
        listeners.add(own);
        return () -> listeners.remove(own);
    }

    void changed(Collection<String> uuids) {
        synchronized (pending) {
            if (uuids.isEmpty() || listeners.isEmpty()) {
                return;
            }
            pending.addAll(uuids);
            if (telling) {
                return;
            }
            telling = true;
        }
        Thread.ofVirtual().name("fleet-changes").start(this::tell);
    }

    private void tell() {
        while (true) {
            List<String> due;
            synchronized (pending) {
                if (pending.isEmpty()) {
                    telling = false;
                    return;
                }
                due = List.copyOf(pending);
                pending.clear();
            }
            for (Consumer<List<String>> listener : listeners) {
                try {
                    listener.accept(due);
                } catch (RuntimeException broken) {
                    System.getLogger(ChangeListeners.class.getName()).log(System.Logger.Level.ERROR, "a listener of the fleet failed", broken);
                }
            }
        }
    }
}
