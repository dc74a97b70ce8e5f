package org.bancada.fleet.internal.section;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which command's output is read by whom. */
public final class KnownSections {

    /**
     * @param still whether the output stays the same as long as nothing happens to the PC
     * @param owns beginnings of keys that only this section yields: kept from the report before when the command fails
     */
    public record Known(SectionParser parser, boolean still, List<String> owns) {
    }

    /** {@code report.failed.PROGRAM}: the first line of what the program said instead. */
    public static final String FAILED = "report.failed.";

    private static final Map<String, Known> BY_PROGRAM = Map.ofEntries(
            Map.entry("cctk", new Known(new Cctk(), true, List.of("firmware.", "chassis.", "dmi.service_tag"))),
            Map.entry("dmidecode", new Known(new Dmidecode(), true, List.of("dmi.", "cpu.", "ram.slot."))),
            Map.entry("lspci", new Known(new Lspci(), true, List.of("pci."))),
            Map.entry("lsblk", new Known(new Lsblk(), true, List.of("block."))),
            Map.entry("df", new Known(new Df(), false, List.of("disk."))),
            Map.entry("ethtool", new Known(new Ethtool(), false, List.of())),
            Map.entry("sensors", new Known(new Sensors(), false, List.of())),
            Map.entry("bancada-node", new Known(new KeyValues(), false, List.of("image."))));
    private static final Map<String, Known> BY_LINE = Map.of(
            "cat /proc/meminfo", new Known(new Meminfo(), false, List.of("ram.kib", "swap.kib", "ram.hugepage")),
            "cat /proc/net/dev", new Known(new NetDev(), false, List.of()),
            "cat /proc/net/wireless", new Known(new Wireless(), false, List.of()),
            "ip addr", new Known(new IpAddr(), false, List.of()),
            "ip route", new Known(new IpRoute(), false, List.of()),
            "date +%s", new Known(single("clock.node_s", "\\d{1,12}"), false, List.of()),
            "hostname", new Known(single("host.name", "[A-Za-z0-9._-]{1,63}"), false, List.of("host.name")),
            "cat /proc/uptime", new Known((command, output, facts) -> uptime(output, facts), false, List.of()),
            "uname -r", new Known(single("kernel.version", "\\S{1,100}"), false, List.of("kernel.version")));

    /** Beginnings of the keys that only still sections yield. */
    private static final List<String> STILL = BY_PROGRAM.values().stream().filter(Known::still).flatMap(k -> k.owns().stream()).distinct().toList();

    private KnownSections() {
    }

    /** Whether a fact comes from a section that stays the same as long as nothing happens to the PC. */
    public static boolean isStill(String key) {
        if (key.startsWith(FAILED)) {
            Known known = BY_PROGRAM.get(key.substring(FAILED.length()));
            return known != null && known.still();
        }
        char first = key.charAt(0);
        for (String beginning : STILL) {
            if (beginning.charAt(0) == first && key.startsWith(beginning)) {
                return true;
            }
        }
        return false;
    }

    /** The last word of a program's path. */
    public static String program(String command) {
        List<String> words = Columns.of(command);
        return words.isEmpty() ? "" : words.get(0).substring(words.get(0).lastIndexOf('/') + 1);
    }

    /** @param command as it stands in the header; the path of the program does not matter */
    public static Optional<Known> of(String command) {
        String program = program(command);
        Known known = BY_PROGRAM.get(program);
        if (known == null) {
            known = BY_LINE.get(command.strip().substring(command.strip().indexOf(program)));
        }
        return Optional.ofNullable(known);
    }

    /** {@code 350735.47 234388.90} (proc_uptime(5)): seconds up, seconds idle. */
    private static boolean uptime(String output, FactSink facts) {
        String first = output.strip().split("[. ]", 2)[0];
        boolean understood = first.matches("\\d{1,12}");
        if (understood) {
            facts.put("uptime_s", first);
        }
        return understood;
    }

    private static SectionParser single(String key, String pattern) {
        return (command, output, facts) -> {
            String value = output.strip();
            boolean understood = value.matches(pattern);
            if (understood) {
                facts.put(key, value);
            }
            return understood;
        };
    }
}
