package org.bancada.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;

import org.junit.jupiter.api.Test;

/** What the quick start of the workbench rests on, in the assembled product. */
class QuickStartTest {
    /** {@code reference\\:file\\:NAME_VERSION.jar@LEVEL\\:start}, as in a properties file. */
    private static final Pattern STARTED = Pattern.compile("file\\\\:([\\w.]+)_\\d[^@]*@(\\d+)\\\\:start");

    private static List<Path> plugins() throws IOException {
        List<Path> plugins = new ArrayList<>();
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(Products.DESKTOP.resolve("plugins"), "*.jar")) {
            jars.forEach(plugins::add);
        }
        assertTrue(plugins.size() > 50, "plugins: " + plugins.size());
        return plugins;
    }

    /** A signature keeps classes out of the JVM's shared archive, and decompressing them costs at every start. */
    @Test
    void noPluginIsSignedAndClassesLieUncompressed() throws IOException {
        List<String> wrong = new ArrayList<>();
        int classes = 0;
        for (Path plugin : plugins()) {
            try (JarFile jar = new JarFile(plugin.toFile())) {
                for (ZipEntry entry : (Iterable<ZipEntry>) jar.stream().map(ZipEntry.class::cast)::iterator) {
                    if (entry.getName().matches("META-INF/.*\\.(SF|RSA|DSA|EC)")) {
                        wrong.add(plugin.getFileName() + ": " + entry.getName());
                    } else if (entry.getName().endsWith(".class")) {
                        classes++;
                        if (entry.getMethod() != ZipEntry.STORED) {
                            wrong.add(plugin.getFileName() + ": " + entry.getName());
                        }
                    }
                }
            }
        }
        assertTrue(classes > 5000, "classes: " + classes);
        assertEquals(List.of(), wrong);
    }

    /** The engines start at the level that the application raises the framework to once the window is there. */
    @Test
    void theEnginesStartAfterTheWindow() throws IOException {
        List<String> ini = Files.readAllLines(Products.DESKTOP.resolve("configuration/config.ini"));
        assertTrue(ini.contains("osgi.startLevel=4"), String.join("\n", ini));
        String bundles = ini.stream().filter(line -> line.startsWith("osgi.bundles=")).findFirst().orElseThrow();
        List<String> first = new ArrayList<>();
        List<String> then = new ArrayList<>();
        for (String bundle : bundles.substring(bundles.indexOf('=') + 1).split(",")) {
            Matcher started = STARTED.matcher(bundle);
            if (started.find()) {
                (Integer.parseInt(started.group(2)) < 5 ? first : then).add(started.group(1));
            }
        }
        assertTrue(first.contains("org.apache.felix.scr"), first.toString());
        assertEquals(List.of(), first.stream().filter(name -> name.startsWith("org.bancada.")).toList());
        assertTrue(then.contains("org.apache.felix.http.jetty12"), then.toString());
        List<String> engines = new ArrayList<>();
        for (String name : Products.headlessBundles(Products.DESKTOP)) {
            if (name.startsWith("org.bancada.") && hasComponents(name)) {
                engines.add(name);
            }
        }
        assertTrue(engines.size() > 8, engines.toString());
        engines.removeAll(then);
        assertEquals(List.of(), engines, "a bundle that is not started offers no services in the workbench");
    }

    private static boolean hasComponents(String bundle) throws IOException {
        try (JarFile jar = new JarFile(Products.jar(Products.DESKTOP, bundle).toFile())) {
            return jar.getManifest().getMainAttributes().getValue("Service-Component") != null;
        }
    }

    /** As an option of the JVM it would switch off the archived module graph, in the manifest it does not. */
    @Test
    void nativeAccessIsAllowedByTheLauncher() throws IOException {
        try (JarFile launcher = new JarFile(Products.jar(Products.DESKTOP, "org.eclipse.equinox.launcher").toFile())) {
            assertEquals("ALL-UNNAMED", launcher.getManifest().getMainAttributes().getValue("Enable-Native-Access"));
        }
        String script = Files.readString(Products.DESKTOP.resolve("bancada"));
        String workbench = script.substring(script.indexOf("-Dbancada.home"));
        assertFalse(workbench.contains("--enable-native-access"), workbench);
    }
}
