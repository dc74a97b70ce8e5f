package org.bancada.launch;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The command line, with what concerns the launcher taken out.
 *
 * @param home absolute path of the installed program
 * @param data absolute path of the data folder, which need not exist
 * @param rest the verb and what follows, as typed
 */
record Arguments(Path home, Path data, List<String> rest) {

    /** Thrown for a command line that cannot be meant; the message is a key of the launcher's messages. */
    static final class UsageException extends Exception {
        private static final long serialVersionUID = 1L;

        UsageException(String key) {
            super(key);
        }
    }

    /** {@code --data DIR} and {@code --data=DIR} count wherever they stand before {@code --}; the last one wins. */
    static Arguments parse(List<String> arguments, Map<String, String> environment) throws UsageException {
        String home = null;
        String data = null;
        List<String> rest = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals("--")) {
                rest.addAll(arguments.subList(i, arguments.size()));
                break;
            } else if (argument.equals("--data") || argument.equals("--home") && rest.isEmpty()) {
                if (++i == arguments.size() || arguments.get(i).isEmpty()) {
                    throw new UsageException("data.missing");
                }
                data = argument.equals("--data") ? arguments.get(i) : data;
                home = argument.equals("--home") ? arguments.get(i) : home;
            } else if (argument.startsWith("--data=")) {
                data = argument.substring("--data=".length());
                if (data.isEmpty()) {
                    throw new UsageException("data.missing");
                }
            } else {
                rest.add(argument);
            }
        }
        if (home == null) {
            throw new UsageException("home.missing");
        }
        try {
            return new Arguments(absolute(home), data == null ? defaultData(environment) : absolute(data), List.copyOf(rest));
        } catch (InvalidPathException noPath) {
            throw new UsageException("data.missing");
        }
    }

    /** XDG Base Directory Specification: a relative XDG_DATA_HOME is to be ignored. */
    private static Path defaultData(Map<String, String> environment) {
        String xdg = environment.getOrDefault("XDG_DATA_HOME", "");
        Path base = xdg.startsWith("/") ? Path.of(xdg) : Path.of(System.getProperty("user.home"), ".local", "share");
        return base.resolve("bancada");
    }

    private static Path absolute(String path) {
        return Path.of(path).toAbsolutePath().normalize();
    }

    Path socket() {
        return data.resolve("bancada.sock");
    }
}
