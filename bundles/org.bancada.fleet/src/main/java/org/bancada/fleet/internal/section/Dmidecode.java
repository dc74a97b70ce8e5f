package org.bancada.fleet.internal.section;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * {@code dmidecode}: structures of a title and indented {@code Key: Value} lines. Keys of facts are those of {@code /sys/class/dmi/id};
 * values that a maker left unset ("To be filled by O.E.M.") are none.
 */
final class Dmidecode implements SectionParser {
    private static final Set<String> UNSET = Set.of("", "--", "none", "not specified", "not provided", "not available", "unknown", "default string", "empty",
            "to be filled by o.e.m.", "system serial number", "system version", "system product name", "system manufacturer", "chassis serial number",
            "0123456789", "o.e.m.", "n/a", "xxxxxxx", "[empty]", "invalid");
    private static final Map<String, Map<String, String>> IDENTITY = Map.of(
            "BIOS Information", Map.of("Vendor", "bios_vendor", "Version", "bios_version", "Release Date", "bios_date"),
            "System Information", Map.of("Manufacturer", "sys_vendor", "Product Name", "product_name", "Version", "product_version", "Serial Number",
                    "product_serial", "UUID", "product_uuid", "SKU Number", "product_sku", "Family", "product_family"),
            "Base Board Information", Map.of("Manufacturer", "board_vendor", "Product Name", "board_name", "Version", "board_version", "Serial Number",
                    "board_serial"),
            "Chassis Information", Map.of("Manufacturer", "chassis_vendor", "Type", "chassis_type", "Serial Number", "chassis_serial", "Asset Tag",
                    "chassis_asset_tag"));

    @Override
    public boolean parse(String command, String output, FactSink facts) {
        Reading reading = new Reading(facts);
        for (String line : output.lines().toList()) {
            if (line.isBlank() || line.startsWith("#") || line.startsWith("Handle ")) {
                reading.end();
            } else if (line.charAt(0) > ' ') {
                reading.end();
                reading.title = line.strip();
            } else if (isAttribute(line)) {
                int colon = line.indexOf(": ");
                reading.attributes.putIfAbsent(line.substring(1, colon), line.substring(colon + 2).strip());
            }
        }
        reading.end();
        return reading.structures > 0;
    }

    /** One indentation, not the two of a list below an attribute. */
    private static boolean isAttribute(String line) {
        return line.charAt(0) == '\t' && line.length() > 1 && line.charAt(1) > ' ' && line.indexOf(": ") > 1;
    }

    static boolean isSet(String value) {
        return !UNSET.contains(value.toLowerCase(Locale.ROOT).strip());
    }

    /** What was read so far of one output. */
    private static final class Reading {
        private final FactSink facts;
        private final Map<String, String> attributes = new HashMap<>();
        private final Set<String> slots = new HashSet<>();
        private String title = "";
        private int structures;
        private long sockets;
        private long cores;
        private long threads;

        Reading(FactSink facts) {
            this.facts = facts;
        }

        void end() {
            if (!attributes.isEmpty()) {
                switch (title) {
                    case "Processor Information" -> processor();
                    case "Memory Device" -> memory();
                    default -> identity(IDENTITY.get(title));
                }
                attributes.clear();
            }
            title = "";
        }

        private void identity(Map<String, String> keys) {
            if (keys != null) {
                structures++;
                keys.forEach((attribute, key) -> {
                    String value = attributes.getOrDefault(attribute, "");
                    if (isSet(value)) {
                        facts.putFirst("dmi." + key, value);
                    }
                });
            }
        }

        private void processor() {
            structures++;
            if (attributes.getOrDefault("Status", "Populated").startsWith("Unpopulated")) {
                return;
            }
            String model = attributes.getOrDefault("Version", "");
            if (isSet(model)) {
                facts.putFirst("cpu.model", model.replaceAll(" {2,}", " "));
            }
            facts.put("cpu.sockets", ++sockets);
            cores += number("Core Count");
            threads += number("Thread Count");
            if (cores > 0) {
                facts.put("cpu.cores", cores);
            }
            if (threads > 0) {
                facts.put("cpu.threads", threads);
            }
        }

        private long number(String attribute) {
            return Math.min(100_000, Columns.number(attributes.getOrDefault(attribute, "")).orElse(0));
        }

        private void memory() {
            structures++;
            String name = FactSink.part(attributes.getOrDefault("Locator", "slot"));
            String unique = name;
            for (int i = 2; !slots.add(unique); i++) {
                unique = name + "-" + i;
            }
            String prefix = "ram.slot." + unique + ".";
            long mib = mebibytes(attributes.getOrDefault("Size", ""));
            facts.put(prefix + "size_mib", mib);
            if (mib > 0) {
                put(prefix + "type", "Type");
                put(prefix + "vendor", "Manufacturer");
                put(prefix + "part_number", "Part Number");
                put(prefix + "serial", "Serial Number");
                List<String> speed = Columns.of(attributes.getOrDefault("Speed", ""));
                if (speed.size() == 2 && Columns.number(speed.get(0)).isPresent()) {
                    facts.put(prefix + "speed_mts", speed.get(0));
                }
            }
        }

        private void put(String key, String attribute) {
            String value = attributes.getOrDefault(attribute, "");
            if (isSet(value)) {
                facts.put(key, value);
            }
        }

        /** "8192 MB", "8 GB"; 0 for an empty slot. */
        private static long mebibytes(String size) {
            List<String> words = Columns.of(size);
            OptionalLong number = words.size() == 2 ? Columns.number(words.get(0)) : OptionalLong.empty();
            if (number.isEmpty() || number.getAsLong() > 1L << 40) {
                return 0;
            }
            return switch (words.get(1)) {
                case "MB", "MiB" -> number.getAsLong();
                case "GB", "GiB" -> number.getAsLong() << 10;
                case "TB", "TiB" -> number.getAsLong() << 20;
                default -> 0;
            };
        }
    }
}
