package org.bancada.fleet.internal.section;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * {@code df} of GNU and busybox: blocks of 1 KiB (or as the header says), a long device name on a line of its own. A mount point becomes
 * a part of the key: {@code /} is {@code root}, {@code /qcow2/user} is {@code qcow2-user}.
 */
final class Df implements SectionParser {
    private static final Set<String> NOT_ON_DISK = Set.of("tmpfs", "devtmpfs", "udev", "none", "shm", "efivarfs", "proc", "sysfs", "cgroup", "run", "dev");

    @Override
    public boolean parse(String command, String output, FactSink facts) {
        long unit = 0;
        List<String> pending = new ArrayList<>();
        for (String line : output.lines().toList()) {
            if (line.startsWith("Filesystem")) {
                unit = unit(line);
                pending.clear();
                continue;
            }
            pending.addAll(Columns.of(line));
            if (pending.size() >= 6) {
                mount(pending, unit, facts);
                pending.clear();
            } else if (pending.size() != 1) {
                pending.clear();
            }
        }
        return unit > 0;
    }

    private static long unit(String header) {
        String word = Columns.of(header).get(1);
        return switch (word) {
            case "1K-blocks", "1024-blocks" -> 1024;
            case "512-blocks" -> 512;
            case "1B-blocks" -> 1;
            case "1M-blocks", "1048576-blocks" -> 1 << 20;
            default -> 0;
        };
    }

    private static void mount(List<String> words, long unit, FactSink facts) {
        OptionalLong size = Columns.number(words.get(1));
        OptionalLong used = Columns.number(words.get(2));
        OptionalLong available = Columns.number(words.get(3));
        String where = String.join(" ", words.subList(5, words.size()));
        if (unit == 0 || size.isEmpty() || used.isEmpty() || available.isEmpty() || size.getAsLong() == 0 || size.getAsLong() > Long.MAX_VALUE / unit
                || NOT_ON_DISK.contains(words.get(0)) || !where.startsWith("/")) {
            return;
        }
        String name = where.equals("/") ? "root" : FactSink.part(where);
        String prefix = "disk." + name + ".";
        facts.put(prefix + "size_bytes", size.getAsLong() * unit);
        facts.put(prefix + "avail_bytes", available.getAsLong() * unit);
        long reachable = used.getAsLong() + available.getAsLong();
        // As df does it: rounded up, of what users can reach (size less the reserve of root).
        facts.put(prefix + "used_percent", reachable == 0 ? 100 : (long) Math.ceil(used.getAsLong() * 100.0 / reachable));
    }
}
