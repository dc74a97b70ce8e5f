package org.bancada.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.util.tracker.ServiceTracker;

/** The bundles of an installed program on an OSGi framework in this process, without a screen. */
final class Headless implements AutoCloseable {
    private static final String MAIN = "(&(" + Constants.OBJECTCLASS + "=java.util.function.ToIntFunction)(bancada.main=true))";
    private static final long MAIN_MILLIS = 20_000;

    private final FrameworkStorage storage;
    private final Framework framework;
    private final List<String> complaints = new ArrayList<>();

    private Headless(FrameworkStorage storage, Framework framework) {
        this.storage = storage;
        this.framework = framework;
    }

    /**
     * Starts the bundles that {@code HOME/headless.bundles} names.
     *
     * @throws IOException when the installation is incomplete or the framework has nowhere to keep its state
     */
    static Headless start(Path home, Path data) throws IOException {
        List<Path> bundles = bundles(home);
        FrameworkStorage storage = FrameworkStorage.create(Path.of(System.getProperty("java.io.tmpdir")));
        Map<String, String> properties = new HashMap<>();
        properties.put(Constants.FRAMEWORK_STORAGE, storage.folder().toString());
        properties.put("bancada.home", home.toString());
        properties.put("bancada.data", data.toString());
        // The HTTP service would listen on every address as soon as it starts: only the collector says where.
        properties.put("org.apache.felix.http.require.config", "true");
        Framework framework = ServiceLoader.load(FrameworkFactory.class).iterator().next().newFramework(properties);
        Headless headless = new Headless(storage, framework);
        try {
            framework.start();
            headless.install(bundles);
            return headless;
        } catch (BundleException failed) {
            headless.close();
            throw new IOException(failed.getMessage(), failed);
        }
    }

    /** Tycho names a bundle's file {@code NAME_VERSION.jar}. */
    private static List<Path> bundles(Path home) throws IOException {
        Path plugins = home.resolve("plugins");
        Map<String, Path> byName = new HashMap<>();
        try (Stream<Path> files = Files.list(plugins)) {
            files.forEach(file -> byName.put(file.getFileName().toString().replaceFirst("(_[0-9][^_]*)?(\\.jar)?$", ""), file));
        }
        List<Path> bundles = new ArrayList<>();
        for (String line : Files.readAllLines(home.resolve("headless.bundles"))) {
            String name = line.strip();
            if (name.isEmpty() || name.startsWith("#")) {
                continue;
            }
            Path file = byName.get(name);
            if (file == null) {
                throw new IOException(plugins + ": " + name);
            }
            bundles.add(file);
        }
        return bundles;
    }

    private void install(List<Path> files) throws BundleException {
        BundleContext context = framework.getBundleContext();
        List<Bundle> bundles = new ArrayList<>();
        for (Path file : files) {
            // By reference: the framework reads the file where it lies instead of copying it at each start.
            bundles.add(context.installBundle("reference:" + file.toUri()));
        }
        for (Bundle bundle : bundles) {
            boolean fragment = bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null;
            try {
                if (!fragment) {
                    bundle.start(Bundle.START_TRANSIENT | Bundle.START_ACTIVATION_POLICY);
                }
            } catch (BundleException failed) {
                complaints.add(bundle.getSymbolicName() + ": " + failed.getMessage());
            }
        }
    }

    /** What could not be started, one line each. */
    List<String> complaints() {
        return complaints;
    }

    /**
     * What runs commands, see {@code org.bancada.cli}.
     *
     * @throws IOException when no bundle offers it
     */
    @SuppressWarnings("unchecked")
    ToIntFunction<Map<String, Object>> main() throws IOException, InterruptedException {
        try {
            BundleContext context = framework.getBundleContext();
            ServiceTracker<Object, Object> tracker = new ServiceTracker<>(context, context.createFilter(MAIN), null);
            tracker.open();
            Object main = tracker.waitForService(MAIN_MILLIS);
            if (main == null) {
                throw new IOException(String.join("; ", complaints));
            }
            return (ToIntFunction<Map<String, Object>>) main;
        } catch (InvalidSyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Removes the framework's folder. The bundles have given up what they hold when the command returned; the rest ends with the process. */
    @Override
    public void close() {
        storage.close();
    }
}
