package org.bancada.app.internal;

import java.util.Optional;

import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** Looks up an OSGi service for code that the platform, not Declarative Services, creates. */
final class Service {
    private Service() {
    }

    /** @return empty while nobody offers it; taken for as long as the bundle runs */
    static <T> Optional<T> find(Class<T> type) {
        BundleContext bundles = FrameworkUtil.getBundle(Service.class).getBundleContext();
        return Optional.ofNullable(bundles.getServiceReference(type)).map(bundles::getService);
    }
}
