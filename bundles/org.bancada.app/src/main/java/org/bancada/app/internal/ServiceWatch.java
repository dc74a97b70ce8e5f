package org.bancada.app.internal;

import java.util.function.Function;

import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;

/** Follows a service as it comes and goes. Its function is called on any thread with each one that comes, and returns what undoes that. */
final class ServiceWatch<T> implements AutoCloseable {
    private final ServiceTracker<T, Runnable> tracker;

    ServiceWatch(Class<T> type, Function<T, Runnable> arrived) {
        BundleContext bundles = FrameworkUtil.getBundle(ServiceWatch.class).getBundleContext();
        tracker = new ServiceTracker<>(bundles, type, new ServiceTrackerCustomizer<T, Runnable>() {
            @Override
            public Runnable addingService(ServiceReference<T> reference) {
                return arrived.apply(bundles.getService(reference));
            }

            @Override
            public void modifiedService(ServiceReference<T> reference, Runnable undo) {
                // Only the service itself matters, not its properties.
            }

            @Override
            public void removedService(ServiceReference<T> reference, Runnable undo) {
                undo.run();
                bundles.ungetService(reference);
            }
        });
        tracker.open();
    }

    @Override
    public void close() {
        tracker.close();
    }
}
