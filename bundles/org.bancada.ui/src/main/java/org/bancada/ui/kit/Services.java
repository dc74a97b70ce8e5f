package org.bancada.ui.kit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/** The engines that a screen works with: found as OSGi services, followed while the screen exists. */
public final class Services implements AutoCloseable {
    private final Map<Class<?>, ServiceTracker<?, ?>> trackers = new LinkedHashMap<>();
    /** A tracker knows a service only after it has told of it, so that who asks when told would not find it there. */
    private final Map<Class<?>, Object> found = new ConcurrentHashMap<>();

    /** @param changed called on any thread when one came or went */
    public Services(List<Class<?>> types, Runnable changed) {
        BundleContext context = FrameworkUtil.getBundle(Services.class).getBundleContext();
        for (Class<?> type : types) {
            trackers.put(type, tracker(context, type, changed));
        }
        trackers.values().forEach(ServiceTracker::open);
    }

    private <T> ServiceTracker<T, T> tracker(BundleContext context, Class<T> type, Runnable changed) {
        return new ServiceTracker<>(context, type, null) {
            @Override
            public T addingService(ServiceReference<T> reference) {
                T service = super.addingService(reference);
                if (service != null && found.putIfAbsent(type, service) == null) {
                    changed.run();
                }
                return service;
            }

            @Override
            public void removedService(ServiceReference<T> reference, T service) {
                super.removedService(reference, service);
                T another = getService();
                boolean gone = another == null ? found.remove(type, service) : found.replace(type, service, another);
                if (gone) {
                    changed.run();
                }
            }
        };
    }

    private static String name(Class<?> type) {
        return KitText.get("service." + type.getSimpleName());
    }

    /** The services that are not there yet, by what people call them. */
    public List<String> missing() {
        List<String> missing = new ArrayList<>();
        for (Class<?> type : trackers.keySet()) {
            if (!found.containsKey(type)) {
                missing.add(name(type));
            }
        }
        return missing;
    }

    /** @throws IllegalStateException when it is not there; ask {@link #missing()} first */
    public <T> T get(Class<T> type) {
        Object service = found.get(type);
        if (service == null) {
            throw new IllegalStateException(type.getName());
        }
        return type.cast(service);
    }

    /** A service that may be absent; for actions, which ask once. */
    public static <T> Optional<T> find(Class<T> type) {
        BundleContext context = FrameworkUtil.getBundle(Services.class).getBundleContext();
        ServiceReference<T> reference = context.getServiceReference(type);
        return Optional.ofNullable(reference == null ? null : context.getService(reference));
    }

    /** A service that an action needs. */
    public static <T> T need(Class<T> type) throws ProblemException {
        return find(type).orElseThrow(() -> new ProblemException(new Problem(KitText.get("services.absent", name(type)), "",
                KitText.get("services.absent.cure"))));
    }

    @Override
    public void close() {
        trackers.values().forEach(ServiceTracker::close);
    }
}
