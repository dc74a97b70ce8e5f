package org.bancada.ui.tests;

import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.util.tracker.ServiceTracker;

/** The engines that the workbench under test runs on. */
final class Engines {
    private static final long PATIENCE_MS = 20_000;

    private Engines() {
    }

    static <T> T need(Class<T> type) {
        BundleContext context = FrameworkUtil.getBundle(Engines.class).getBundleContext();
        ServiceTracker<T, T> tracker = new ServiceTracker<>(context, type, null);
        tracker.open();
        try {
            T service = tracker.waitForService(PATIENCE_MS);
            if (service == null) {
                throw new AssertionError(type.getName() + " is not running");
            }
            return service;
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }
}
