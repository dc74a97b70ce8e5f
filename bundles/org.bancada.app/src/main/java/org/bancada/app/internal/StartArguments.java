package org.bancada.app.internal;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What the program was told when it was started.
 *
 * @param data folder with everything that must survive, absolute
 * @param theme what {@code --theme=light|dark|system} says
 * @param screenshots folder for pictures of every screen ({@code --screenshots=DIR}); the program makes them and ends
 * @param startupTrace file that is told when the window was usable (framework property {@code bancada.startup.trace}); the program ends then
 * @param uiTrace file that is told how long the UI thread kept events waiting (framework property {@code bancada.ui.trace})
 */
record StartArguments(Path data, Optional<Theme> theme, Optional<Path> screenshots, Optional<Path> startupTrace, Optional<Path> uiTrace) {

    /**
     * Reads {@code --data DIR}; else the framework property {@code bancada.data}; else the place that the XDG base directory
     * specification names for user data. Arguments that belong to others are ignored.
     *
     * @throws IllegalArgumentException for people, when an argument of ours makes no sense
     */
    static StartArguments of(String[] arguments, UnaryOperator<String> property) {
        Path data = value(arguments, "--data").or(() -> Optional.ofNullable(property.apply("bancada.data"))).filter(s -> !s.isBlank())
                .map(Path::of).orElseGet(StartArguments::home);
        Optional<Theme> theme = value(arguments, "--theme").map(StartArguments::theme);
        return new StartArguments(data.toAbsolutePath().normalize(), theme, value(arguments, "--screenshots").map(Path::of),
                Optional.ofNullable(property.apply("bancada.startup.trace")).map(Path::of),
                Optional.ofNullable(property.apply("bancada.ui.trace")).map(Path::of));
    }

    /** An option's value, written {@code --name=value} or {@code --name value}. */
    private static Optional<String> value(String[] arguments, String name) {
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].startsWith(name + "=")) {
                return Optional.of(arguments[i].substring(name.length() + 1));
            }
            if (arguments[i].equals(name)) {
                if (i + 1 == arguments.length) {
                    throw new IllegalArgumentException(DataGate.MESSAGES.text("start.noValue", name));
                }
                return Optional.of(arguments[i + 1]);
            }
        }
        return Optional.empty();
    }

    private static Theme theme(String word) {
        return Arrays.stream(Theme.values()).filter(t -> t.word().equals(word)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(DataGate.MESSAGES.text("start.noTheme", word,
                        Arrays.stream(Theme.values()).map(Theme::word).collect(Collectors.joining(", ")))));
    }

    private static Path home() {
        String configured = System.getenv("XDG_DATA_HOME");
        // The specification says to ignore relative paths.
        Path base = configured != null && Path.of(configured).isAbsolute() ? Path.of(configured)
                : Path.of(System.getProperty("user.home"), ".local", "share");
        return base.resolve("bancada");
    }
}
