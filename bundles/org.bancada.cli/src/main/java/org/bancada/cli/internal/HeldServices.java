package org.bancada.cli.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.bancada.core.Messages;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.store.Database;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/** The services that one command uses, held until it is over: Declarative Services ends an engine that nobody holds any more. */
final class HeldServices implements AutoCloseable {
    private static final Messages TEXT = Messages.beside(HeldServices.class);
    private static final long ENGINE_MILLIS = 10_000;

    private final BundleContext context;
    private final Map<Class<?>, ServiceTracker<?, ?>> held = new HashMap<>();
    private final Deque<ServiceTracker<?, ?>> newestFirst = new ArrayDeque<>();

    HeldServices(BundleContext context) {
        this.context = context;
    }

    /** A service that is there, or will be as soon as its engine has started. */
    <T> T get(Class<T> type) throws ProblemException {
        try {
            Object service = tracker(type).waitForService(ENGINE_MILLIS);
            if (service != null) {
                return type.cast(service);
            }
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
        ServiceReference<Database> database = context.getServiceReference(Database.class);
        Optional<Problem> problem = database == null ? Optional.empty() : context.getService(database).problem();
        throw new ProblemException(problem.orElseGet(() -> Problem.of(TEXT.text("engine.missing", type.getName()))));
    }

    private synchronized ServiceTracker<?, ?> tracker(Class<?> type) {
        return held.computeIfAbsent(type, absent -> {
            ServiceTracker<?, ?> tracker = new ServiceTracker<>(context, type, null);
            tracker.open();
            newestFirst.push(tracker);
            return tracker;
        });
    }

    /** Lets go of all, the newest first. */
    @Override
    public synchronized void close() {
        newestFirst.forEach(ServiceTracker::close);
        newestFirst.clear();
        held.clear();
    }
}
