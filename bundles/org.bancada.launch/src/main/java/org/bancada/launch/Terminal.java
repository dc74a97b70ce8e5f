package org.bancada.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the standard streams are connected to. {@code System.console()} says neither which of them is a terminal nor how wide it is.
 *
 * @param columns its width, 0 when standard output is no terminal or nobody knows
 * @param rows its height, likewise
 */
record Terminal(boolean input, boolean output, int columns, int rows) {

    static Terminal look(Map<String, String> environment) {
        boolean input = isTerminal(0);
        boolean output = isTerminal(1);
        int[] size = output ? size() : new int[2];
        return new Terminal(input, output, output ? exported(environment, "COLUMNS", size[1]) : 0, output ? exported(environment, "LINES", size[0]) : 0);
    }

    private static boolean isTerminal(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException closedOrNoProc) {
            return false;
        }
    }

    private static int exported(Map<String, String> environment, String name, int otherwise) {
        String value = environment.getOrDefault(name, "");
        return value.matches("[1-9][0-9]{0,5}") ? Integer.parseInt(value) : otherwise;
    }

    /** Rows and columns, 0 where nobody knows. */
    private static int[] size() {
        try {
            Process stty = new ProcessBuilder("stty", "size").redirectInput(Path.of("/proc/self/fd/1").toFile()).start();
            String[] size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip().split(" ");
            return size.length == 2 ? new int[] {Integer.parseInt(size[0]), Integer.parseInt(size[1])} : new int[2];
        } catch (IOException | NumberFormatException noAnswer) {
            return new int[2];
        }
    }
}
