package org.bancada.fleet.internal.section;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code lspci -nnk}, and {@code -vnn} as well: a line per device, indented ones with its subsystem, driver and IOMMU group. Error messages may
 * stand between them.
 */
final class Lspci implements SectionParser {
    private static final Pattern DEVICE = Pattern.compile(
            "(?:0000:)?((?:[0-9a-f]{4}:)?[0-9a-f]{2}:[0-9a-f]{2}\\.[0-7]) .{0,100}?\\[([0-9a-f]{4})\\]: (.{0,300})\\[([0-9a-f]{4}:[0-9a-f]{4})\\].*");
    private static final Pattern ID = Pattern.compile(".*\\[([0-9a-f]{4}:[0-9a-f]{4})\\].*");

    @Override
    public boolean parse(String command, String output, FactSink facts) {
        String prefix = "";
        int devices = 0;
        for (String line : output.lines().toList()) {
            if (line.isEmpty() || line.length() > 1000) {
                continue;
            }
            if (line.charAt(0) > ' ') {
                Matcher device = DEVICE.matcher(line);
                if (device.matches()) {
                    devices++;
                    prefix = "pci." + device.group(1) + ".";
                    facts.put(prefix + "class", device.group(2));
                    facts.put(prefix + "name", device.group(3));
                    facts.put(prefix + "id", device.group(4));
                }
            } else if (!prefix.isEmpty()) {
                detail(prefix, line.strip(), facts);
            }
        }
        return devices > 0;
    }

    private static void detail(String prefix, String line, FactSink facts) {
        if (line.startsWith("Subsystem: ")) {
            Matcher id = ID.matcher(line);
            if (id.matches()) {
                facts.put(prefix + "subsystem", id.group(1));
            }
        } else if (line.startsWith("Kernel driver in use: ")) {
            facts.put(prefix + "driver", line.substring(22));
        } else if (line.startsWith("IOMMU group: ")) {
            facts.put(prefix + "iommu_group", line.substring(13));
        }
    }
}
