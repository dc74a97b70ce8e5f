import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Reports of a campus of plausible PCs: hardware from the practice lab's recordings, everything else made up, the same for the same numbers. */
final class SyntheticReports {
    private static final int ROOM = 28;
    private static final int ROOMS = 4;
    private final List<Model> models = new ArrayList<>();

    private record Model(String cctk, String dmidecode, String lspci, String lsblk, String sensors) {
    }

    /** @param folder practice-lab/hardware/models */
    SyntheticReports(Path folder) throws IOException {
        try (Stream<Path> found = Files.list(folder)) {
            for (Path model : found.sorted().toList()) {
                models.add(new Model(Files.readString(model.resolve("cctk.txt")), Files.readString(model.resolve("dmidecode.txt")),
                        Files.readString(model.resolve("lspci.txt")), Files.readString(model.resolve("lsblk.txt")), Files.readString(model.resolve("sensors.txt"))));
            }
        }
    }

    static String uuid(int node) {
        return "b0a7cada-0000-4000-8000-%012x".formatted(node);
    }

    static String building(int node) {
        return "B" + (1 + node / (ROOM * ROOMS));
    }

    static String room(int node) {
        return "Lab " + (1 + node / ROOM);
    }

    static String seat(int node) {
        return Integer.toString(1 + node % ROOM);
    }

    static String name(int node) {
        return "lab%d-pc%02d".formatted(1 + node / ROOM, 1 + node % ROOM);
    }

    static String address(int node) {
        return "10.%d.%d.%d".formatted(1 + node / 62_500, node / 250 % 250, 1 + node % 250);
    }

    static String mac(int node) {
        return "18:03:73:%02x:%02x:%02x".formatted(node >> 16 & 255, node >> 8 & 255, node & 255);
    }

    /** The body of the node's report number {@code round}: counters, readings, clock and free space differ each time, hardware does not. */
    byte[] body(int node, int round, long seconds) {
        Model model = models.get(node / ROOM % models.size());
        Random fixed = new Random(node);
        long ram = fixed.nextInt(40) == 0 ? 3_900_000 : fixed.nextInt(5) == 0 ? 16_200_000 : 7_997_824;
        boolean open = fixed.nextInt(200) == 0;
        boolean wifi = fixed.nextInt(150) == 0;
        String tag = Integer.toString(60_000_000 + node, 36).toUpperCase(java.util.Locale.ROOT);
        long used = 50_000_000L + fixed.nextInt(300_000_000) + round * 1_000L;
        String nic = wifi ? "wlp3s0" : "eth0";
        StringBuilder text = new StringBuilder(48 << 10);
        section(text, "cctk -o /dev/stdout", model.cctk().replaceAll("(?m)^(svctag|SvcTag)=.*$", "$1=" + tag)
                .replaceAll("(?im)^;(chass?i?s?intrustatus)=.*$", ";$1=" + (open ? "DoorOpen" : "DoorClosed")));
        section(text, "cat /proc/meminfo", "MemTotal:       " + ram + " kB\nMemFree:         1234567 kB\nMemAvailable:    " + (ram - 2_000_000 - round)
                + " kB\nSwapTotal:       2097148 kB\nHugePages_Total:       0\nHugepagesize:       2048 kB\n");
        section(text, "df", "Filesystem     1K-blocks     Used Available Use% Mounted on\nudev             3981212        0   3981212   0% /dev\n"
                + "/dev/sda2       30832636  9251336  19989324  32% /\n/dev/sda5      476000000 " + used + " " + (470_000_000L - used) + " " + used / 4_700_000
                + "% /qcow2\n");
        section(text, "cat /proc/net/dev", "Inter-|   Receive                                                |  Transmit\n"
                + " face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed\n    lo: "
                + round + " 100 0 0 0 0 0 0 " + round + " 100 0 0 0 0 0 0\n  " + nic + ": " + (987_654_321L + round * 7919L)
                + " 700000 0 0 0 0 0 0 " + (12_345_678L + round * 104_729L) + " 60000 0 0 0 0 0 0\n");
        section(text, "cat /proc/net/wireless", "Inter-| sta-|   Quality        |   Discarded packets               | Missed | WE\n"
                + " face | tus | link level noise |  nwid  crypt   frag  retry   misc | beacon | 22\n"
                + (wifi ? "wlp3s0: 0000   " + (50 + round % 10) + ".  -58.  -256        0      0      0      0     12        0\n" : ""));
        section(text, "ip addr", "1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000\n    inet 127.0.0.1/8 scope host lo\n2: "
                + nic + ": <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc fq_codel state UP group default qlen 1000\n    link/ether " + mac(node)
                + " brd ff:ff:ff:ff:ff:ff\n    inet " + address(node) + "/24 brd 10.255.255.255 scope global dynamic " + nic + "\n       valid_lft "
                + (80_000 - round) + "sec preferred_lft " + (80_000 - round) + "sec\n");
        section(text, "ip route", "default via 10.1.0.1 dev " + nic + " proto dhcp metric 100\n");
        section(text, "ethtool eth0", wifi ? "Settings for eth0:\nCannot get device settings: No such device\n"
                : "Settings for eth0:\n\tSpeed: 1000Mb/s\n\tDuplex: Full\n\tWake-on: g\n\tLink detected: yes\n");
        section(text, "dmidecode", model.dmidecode().replace("Serial Number: --", "Serial Number: " + tag));
        section(text, "lspci -nnk", model.lspci());
        section(text, "sensors", model.sensors().replaceAll("\\+(\\d)\\d\\.\\d", "+$1" + round % 10 + ".0"));
        section(text, "lsblk -b -P -o NAME,SIZE,TYPE,ROTA,MODEL,SERIAL", model.lsblk().replace("SERIAL=\"\"", "SERIAL=\"" + tag + "\""));
        section(text, "date +%s", seconds + "\n");
        section(text, "bancada-node", "scripts.version=1\nreport.interval=900\nssh.port=22\nguest.open=" + (fixed.nextBoolean() ? "yes" : "no")
                + "\nimage.ubuntu-24-04.file=" + "ab".repeat(32) + "\nimage.ubuntu-24-04.name=Ubuntu 24.04\nimage.ubuntu-24-04.version=3\n");
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void section(StringBuilder text, String command, String output) {
        text.append("---- ").append(command).append(" ----\n").append(output);
        if (!output.endsWith("\n")) {
            text.append('\n');
        }
    }
}
