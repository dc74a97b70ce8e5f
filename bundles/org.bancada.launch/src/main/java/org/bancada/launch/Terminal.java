package org.bancada.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the standard streams are connected to. {@code System.console()} says neither which of them is a terminal nor how wide it is.
 *
 * @param columns its width, 0 when neither of them is a terminal or nobody knows
 */
record Terminal(boolean input, boolean output, int columns) {

    static Terminal look(Map<String, String> environment) {
        boolean input = isTerminal(0);
        boolean output = isTerminal(1);
        return new Terminal(input, output, output ? columns(environment.getOrDefault("COLUMNS", "")) : 0);
    }

    private static boolean isTerminal(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException closedOrNoProc) {
            return false;
        }
    }

    private static int columns(String exported) {
        try {
            return Integer.parseInt(exported);
        } catch (NumberFormatException notExported) {
            return askTerminal();
        }
    }

    private static int askTerminal() {
        try {
            Process stty = new ProcessBuilder("stty", "size").redirectInput(Path.of("/proc/self/fd/1").toFile()).start();
            String[] size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip().split(" ");
            return size.length == 2 ? Integer.parseInt(size[1]) : 0;
        } catch (IOException | NumberFormatException noAnswer) {
            return 0;
        }
    }
}
