package org.bancada.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.spi.ToolProvider;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.util.tracker.ServiceTracker;

/** Machine models of bundles that are not started, and of the drop-in folder, come and go while both frameworks run. */
class ProfileSourcesTest {
    private static final List<String> BUNDLES = List.of("org.osgi.util.function", "org.osgi.util.promise", "org.osgi.service.component",
            "org.apache.felix.scr", "io.github.java-diff-utils", "org.bancada.core", "org.bancada.profile", "org.bancada.profiles");

    @ParameterizedTest
    @EnumSource
    void modelsComeAndGoWhileTheProgramRuns(EnginesStartTest.Runtime runtime, @TempDir Path folder) throws Exception {
        Path pack = vendorPack(folder.resolve("acme.jar"));
        Path data = Files.createDirectories(folder.resolve("data"));
        try (URLClassLoader loader = new URLClassLoader(new URL[] { runtime.jar().toUri().toURL() }, getClass().getClassLoader())) {
            Map<String, String> properties = new HashMap<>();
            properties.put(Constants.FRAMEWORK_STORAGE, folder.resolve("framework").toString());
            Framework framework = ServiceLoader.load(FrameworkFactory.class, loader).findFirst().orElseThrow().newFramework(properties);
            framework.start();
            try {
                BundleContext context = framework.getBundleContext();
                Object models = models(context, data);
                assertTrue(ids(models).contains("dell/optiplex-7010"), ids(models).toString());

                Bundle bundle = context.installBundle(pack.toUri().toString());
                assertTrue(ids(models).contains("acme/desk-100"), ids(models).toString());
                assertFalse(bundle.getState() == Bundle.ACTIVE, "the pack was started");
                bundle.uninstall();
                assertFalse(ids(models).contains("acme/desk-100"), ids(models).toString());

                Path dropped = Files.createDirectories(data.resolve("profiles")).resolve("acme.jar");
                Files.copy(pack, dropped);
                assertTrue(ids(models).contains("acme/desk-100"), ids(models).toString());
                Files.delete(dropped);
                assertFalse(ids(models).contains("acme/desk-100"), ids(models).toString());

                Path broken = Files.writeString(data.resolve("profiles/broken.jar"), "PK nonsense");
                Path file = Files.createDirectories(data.resolve("profiles/lab")).resolve("pc.profile");
                Files.writeString(file, "inherit = common/intel-igd\nname = Lab PC\nmatch.product_name = Lab PC\n");
                assertTrue(ids(models).containsAll(List.of("lab/pc", "dell/optiplex-7010")), ids(models).toString());
                assertEquals(1, ((List<?>) call(call(models, "library"), "problems")).size());
                Files.delete(broken);
                Files.delete(file);
                assertEquals(List.of(), call(call(models, "library"), "problems"));
                assertFalse(ids(models).contains("lab/pc"), ids(models).toString());
                hooksComeAndGo(context, models);
            } finally {
                framework.stop();
                framework.waitForStop(20_000);
            }
        }
    }

    /** A vendor's class, as an OSGi service, is asked about every profile for as long as it is there. */
    private static void hooksComeAndGo(BundleContext context, Object models) throws Exception {
        ClassLoader engine = models.getClass().getClassLoader();
        Class<?> type = engine.loadClass("org.bancada.profile.ProfileHook");
        List<String> asked = new ArrayList<>();
        Object hook = Proxy.newProxyInstance(engine, new Class<?>[] {type}, (proxy, method, arguments) -> {
            if (method.getName().equals("name")) {
                return "a hook of a test";
            }
            if (method.getName().equals("adapt")) {
                asked.add(String.valueOf(call(arguments[0], "id")));
                return arguments[0];
            }
            return method.getName().equals("hashCode") ? (Object) 1 : method.getName().equals("equals") ? (Object) (proxy == arguments[0]) : "hook";
        });
        Class<?> facts = engine.loadClass("org.bancada.core.Facts");
        Object desk = facts.getMethod("of", Map.class).invoke(null, Map.of("dmi.sys_vendor", "Dell Inc.", "dmi.product_name", "OptiPlex 7010"));
        ServiceRegistration<?> registered = context.registerService(type.getName(), hook, null);
        match(models, facts, desk);
        assertEquals(List.of("dell/optiplex-7010"), asked);
        registered.unregister();
        match(models, facts, desk);
        assertEquals(1, asked.size(), "it was asked after it had gone");
    }

    private static void match(Object models, Class<?> facts, Object desk) throws Exception {
        Object library = call(models, "library");
        assertTrue(((Optional<?>) library.getClass().getMethod("match", facts).invoke(library, desk)).isPresent());
    }

    /** The engine's service; the bundle with the profiles is installed and not started. */
    private static Object models(BundleContext context, Path data) throws Exception {
        Bundle core = null;
        for (String name : BUNDLES) {
            Bundle bundle = context.installBundle(Products.jar(Products.STATION, name).toUri().toString());
            core = name.equals("org.bancada.core") ? bundle : core;
        }
        for (Bundle bundle : context.getBundles()) {
            if (bundle.getBundleId() != 0 && !bundle.getSymbolicName().equals("org.bancada.profiles")) {
                bundle.start(Bundle.START_ACTIVATION_POLICY);
            }
        }
        Object dataFolder = core.loadClass("org.bancada.core.DataFolder").getConstructor(Path.class).newInstance(data);
        context.registerService(dataFolder.getClass().getName(), dataFolder, null);
        ServiceTracker<?, ?> tracker = new ServiceTracker<>(context, "org.bancada.profile.Models", null);
        tracker.open(true);
        Object models = tracker.waitForService(20_000);
        assertTrue(models != null, "the engine has not started");
        return models;
    }

    private static List<?> ids(Object models) throws Exception {
        List<Object> ids = new ArrayList<>();
        for (Object profile : (List<?>) call(call(models, "library"), "profiles")) {
            ids.add(call(profile, "id"));
        }
        return ids;
    }

    private static Object call(Object target, String method) throws Exception {
        var found = target.getClass().getMethod(method);
        found.setAccessible(true);
        return found.invoke(target);
    }

    /** Built as docs/profiles.md says. */
    private static Path vendorPack(Path jar) {
        Path source = Products.ROOT.resolve("examples/vendor-pack");
        int code = ToolProvider.findFirst("jar").orElseThrow().run(System.out, System.err, "--create", "--file", jar.toString(), "--manifest",
                source.resolve("META-INF/MANIFEST.MF").toString(), "-C", source.toString(), "profiles");
        assertEquals(0, code);
        return jar;
    }
}
