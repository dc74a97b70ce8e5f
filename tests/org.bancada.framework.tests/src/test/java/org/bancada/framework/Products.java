package org.bancada.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where the assembled products lie. */
final class Products {
    static final Path ROOT = Path.of(System.getProperty("bancada.root", "../..")).toAbsolutePath().normalize();
    static final Path STATION = installation("station", "bancada-station");
    static final Path DESKTOP = installation("desktop", "bancada");

    private Products() {
    }

    private static Path installation(String module, String product) {
        return ROOT.resolve("product/" + module + "/target/products/" + product + "/linux/gtk/x86_64");
    }

    /** Symbolic names that the headless program installs, in start order. */
    static List<String> headlessBundles(Path installation) throws IOException {
        return Files.readAllLines(installation.resolve("headless.bundles")).stream().map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#")).toList();
    }

    /** The one jar of a bundle in an installation's plugins. */
    static Path jar(Path installation, String symbolicName) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(installation.resolve("plugins"), symbolicName + "_*.jar")) {
            jars.forEach(found::add);
        }
        assertEquals(1, found.size(), symbolicName + " in " + installation + ": " + found);
        return found.get(0);
    }
}
