package org.bancada.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Array;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** The guard of the house's rule: every engine resolves and starts on Apache Felix as well as on Equinox. */
class EnginesStartTest {

    enum Runtime {
        FELIX {
            @Override
            Path jar() throws Exception {
                return Products.STATION.resolve("lib/felix.jar");
            }
        },
        EQUINOX {
            @Override
            Path jar() throws Exception {
                return Products.jar(Products.DESKTOP, "org.eclipse.osgi");
            }
        };

        abstract Path jar() throws Exception;
    }

    @ParameterizedTest
    @EnumSource
    void everyEngineStartsAndEveryComponentIsSatisfied(Runtime runtime, @TempDir Path folder) throws Exception {
        try (URLClassLoader loader = new URLClassLoader(new URL[] { runtime.jar().toUri().toURL() }, getClass().getClassLoader())) {
            FrameworkFactory factory = ServiceLoader.load(FrameworkFactory.class, loader).findFirst().orElseThrow();
            Framework framework = factory.newFramework(configuration(folder));
            framework.start();
            try {
                List<Bundle> bundles = installHeadless(framework.getBundleContext());
                for (Bundle bundle : bundles) {
                    assertTrue(bundle.getState() == Bundle.ACTIVE || bundle.getState() == Bundle.STARTING,
                            bundle.getSymbolicName() + " is in state " + bundle.getState());
                }
                Bundle store = bundles.stream().filter(b -> b.getSymbolicName().equals("org.bancada.store")).findFirst().orElseThrow();
                try (AutoCloseable owned = openDataFolder(store, framework.getBundleContext(), folder.resolve("data"))) {
                    List<String> unsatisfied = unsatisfiedComponents(framework.getBundleContext());
                    assertEquals(List.of(), unsatisfied);
                }
            } finally {
                framework.stop();
                framework.waitForStop(20_000);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theListOfHeadlessBundlesIsWhatTheStationProductHolds(Runtime runtime) throws Exception {
        Path installation = runtime == Runtime.FELIX ? Products.STATION : Products.DESKTOP;
        TreeSet<String> listed = new TreeSet<>(Products.headlessBundles(installation));
        TreeSet<String> shipped = new TreeSet<>();
        try (Stream<Path> jars = Files.list(Products.STATION.resolve("plugins"))) {
            jars.map(jar -> jar.getFileName().toString().replaceFirst("_\\d+\\..*$", "")).forEach(shipped::add);
        }
        shipped.remove("org.eclipse.osgi");
        assertEquals(listed, shipped);
    }

    private static Map<String, String> configuration(Path folder) {
        Map<String, String> properties = new HashMap<>();
        properties.put(Constants.FRAMEWORK_STORAGE, folder.resolve("framework").toString());
        properties.put("org.apache.felix.http.require.config", "true");
        properties.put("bancada.home", Products.STATION.toString());
        return properties;
    }

    private static List<Bundle> installHeadless(BundleContext context) throws Exception {
        List<Bundle> bundles = new ArrayList<>();
        for (String name : Products.headlessBundles(Products.STATION)) {
            bundles.add(context.installBundle(Products.jar(Products.STATION, name).toUri().toString()));
        }
        for (Bundle bundle : bundles) {
            if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
                bundle.start(Bundle.START_ACTIVATION_POLICY);
            }
        }
        return bundles;
    }

    /** Takes a data folder as the launcher does and registers it, so that the engines' components can start. */
    private static AutoCloseable openDataFolder(Bundle store, BundleContext context, Path folder) throws Exception {
        Object owned = store.loadClass("org.bancada.store.DataFolders").getMethod("open", Path.class, String.class).invoke(null, folder, "test");
        Object data = owned.getClass().getMethod("folder").invoke(owned);
        context.registerService(data.getClass().getName(), data, null);
        return (AutoCloseable) owned;
    }

    private static List<String> unsatisfiedComponents(BundleContext context) throws Exception {
        ServiceReference<?> reference = context.getServiceReference("org.osgi.service.component.runtime.ServiceComponentRuntime");
        Object scr = context.getService(reference);
        Object none = Array.newInstance(Bundle.class, 0);
        Collection<?> descriptions = (Collection<?>) scr.getClass().getMethod("getComponentDescriptionDTOs", Bundle[].class).invoke(scr, none);
        assertFalse(descriptions.isEmpty(), "no component was found at all");
        List<String> unsatisfied = new ArrayList<>();
        for (Object description : descriptions) {
            var configurations = (Collection<?>) Stream.of(scr.getClass().getMethods())
                    .filter(m -> m.getName().equals("getComponentConfigurationDTOs")).findFirst().orElseThrow().invoke(scr, description);
            for (Object configuration : configurations) {
                int state = configuration.getClass().getField("state").getInt(configuration);
                // ComponentConfigurationDTO: 1 and 2 are unsatisfied, 4 satisfied, 8 active, 16 failed to activate.
                if (state != 4 && state != 8) {
                    unsatisfied.add(description.getClass().getField("name").get(description) + " in state " + state + " "
                            + configuration.getClass().getField("failure").get(configuration));
                }
            }
        }
        return unsatisfied;
    }
}
