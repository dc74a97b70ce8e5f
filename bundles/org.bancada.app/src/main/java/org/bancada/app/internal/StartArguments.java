package org.bancada.app.internal;

import java.nio.file.Path;
import java.util.function.Function;

/**
 * What the program was told when it was started.
 *
 * @param data folder with everything that must survive, absolute
 */
record StartArguments(Path data) {

    /**
     * Reads {@code --data DIR}; else the framework property {@code bancada.data}; else the place that the XDG base directory
     * specification names for user data. Arguments that belong to others are ignored.
     */
    static StartArguments of(String[] arguments, Function<String, String> property) {
        String data = property.apply("bancada.data");
        for (int i = 0; i + 1 < arguments.length; i++) {
            if (arguments[i].equals("--data")) {
                data = arguments[i + 1];
            }
        }
        return new StartArguments((data == null || data.isBlank() ? home() : Path.of(data)).toAbsolutePath().normalize());
    }

    private static Path home() {
        String configured = System.getenv("XDG_DATA_HOME");
        // The specification says to ignore relative paths.
        Path base = configured != null && Path.of(configured).isAbsolute() ? Path.of(configured)
                : Path.of(System.getProperty("user.home"), ".local", "share");
        return base.resolve("bancada");
    }
}
