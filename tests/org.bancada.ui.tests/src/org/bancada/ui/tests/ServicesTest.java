package org.bancada.ui.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.bancada.ui.kit.Services;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/** A screen is told of an engine when it can ask for it; else it would say for ever that the engine is starting. */
class ServicesTest {
    interface Engine {
    }

    private final BundleContext context = FrameworkUtil.getBundle(ServicesTest.class).getBundleContext();
    private final List<Integer> missing = new ArrayList<>();

    @Test
    void whoIsToldFindsTheService() {
        AtomicReference<Services> services = new AtomicReference<>();
        services.set(new Services(List.of(Engine.class), () -> missing.add(services.get().missing().size())));
        try (Services followed = services.get()) {
            assertEquals(1, followed.missing().size());
            Engine first = new Engine() {
            };
            ServiceRegistration<Engine> registration = context.registerService(Engine.class, first, null);
            assertEquals(List.of(0), missing);
            assertSame(first, followed.get(Engine.class));

            Engine second = new Engine() {
            };
            ServiceRegistration<Engine> another = context.registerService(Engine.class, second, null);
            assertSame(first, followed.get(Engine.class));
            registration.unregister();
            assertSame(second, followed.get(Engine.class));
            assertEquals(List.of(0, 0), missing);

            another.unregister();
            assertEquals(List.of(0, 0, 1), missing);
        }
    }
}
