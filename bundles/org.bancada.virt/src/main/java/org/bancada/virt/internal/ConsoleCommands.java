package org.bancada.virt.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.bancada.virt.Guest;

/** Command lines for a shell of this machine that open a guest's screen and its serial console. */
final class ConsoleCommands {
    /** Lifted so far, a port of a node's screen is hardly taken on this machine. */
    private static final int LIFT = 10_000;
    private static final int HIGHEST = 65_535;

    private final List<String> terminal;

    /** @param terminal the command line that opens a session on the node, with {@code --} before its address */
    ConsoleCommands(List<String> terminal) {
        this.terminal = terminal;
    }

    List<String> of(Guest guest) {
        List<String> lines = new ArrayList<>();
        for (Guest.Display display : guest.displays()) {
            int local = display.port() + LIFT > HIGHEST ? display.port() : display.port() + LIFT;
            String host = display.host().indexOf(':') >= 0 ? "[" + display.host() + "]" : display.host();
            String forward = "127.0.0.1:" + local + ":" + host + ":" + display.port();
            // ssh stays as long as the viewer is connected, and goes when none has come within ten seconds.
            lines.add(ssh(List.of("-f", "-o", "ExitOnForwardFailure=yes", "-L", forward), "sleep 10") + " && remote-viewer " + display.type()
                    + "://127.0.0.1:" + local);
        }
        lines.add(ssh(List.of("-t"), "virsh console " + guest.uuid()));
        return lines;
    }

    private String ssh(List<String> options, String command) {
        List<String> words = new ArrayList<>(terminal);
        words.addAll(Math.max(1, words.indexOf("--")), options);
        words.add(command);
        return words.stream().map(ConsoleCommands::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
