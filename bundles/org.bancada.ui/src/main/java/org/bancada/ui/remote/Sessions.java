package org.bancada.ui.remote;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.bancada.core.Progress;
import org.osgi.service.component.annotations.Component;

/** The actions on nodes that were started in this window, newest first; the view of results shows one of them. */
@Component(service = Sessions.class)
public final class Sessions {
    private static final int MOST = 20;
    private static final int WITH_OUTPUT = 5;
    private final List<Session> sessions = new ArrayList<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** Adds an action that has just started. */
    void add(Session session) {
        synchronized (sessions) {
            sessions.addFirst(session);
            while (sessions.size() > MOST) {
                sessions.removeLast();
            }
            sessions.stream().skip(WITH_OUTPUT).filter(Session::isOver).forEach(Session::forgetOutput);
        }
        changed();
    }

    List<Session> list() {
        synchronized (sessions) {
            return List.copyOf(sessions);
        }
    }

    void changed() {
        listeners.forEach(Runnable::run);
    }

    /** @param listener called often, on any thread */
    Progress.Registration onChange(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
