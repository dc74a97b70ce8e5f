package org.bancada.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import org.bancada.core.Problem;
import org.bancada.profile.ProfileText.Entry;

/** Makes a {@link Profile} of settings with inheritance worked in. Every value has a shape; what has another one is a problem with file and line. */
final class ProfileReader {
    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,79}");
    private static final Pattern FOLDER = Pattern.compile("(/[A-Za-z0-9][A-Za-z0-9._-]*){1,8}");
    private static final Pattern OPTION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,31}");
    private static final Pattern FORWARD = Pattern.compile("(tcp|udp):([0-9]{1,5})");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*");
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9._-]*(/[a-z0-9][a-z0-9._-]*)*");

    private final ProfileFile file;
    private final Map<String, Entry> entries;
    private final List<Problem> problems;

    ProfileReader(ProfileFile file, Map<String, Entry> entries, List<Problem> problems) {
        this.file = file;
        this.entries = entries;
        this.problems = problems;
    }

    Profile read(List<String> parents) {
        Map<String, List<String>> match = new TreeMap<>();
        List<DeviceRule> devices = new ArrayList<>();
        List<Claim> host = new ArrayList<>();
        List<Claim> spare = new ArrayList<>();
        TreeMap<String, List<String>> firmware = new TreeMap<>();
        TreeMap<String, String> ports = new TreeMap<>();
        String matchPlace = file.place();
        for (Map.Entry<String, Entry> setting : entries.entrySet()) {
            String key = setting.getKey();
            Entry entry = setting.getValue();
            String[] words = key.split("\\.");
            switch (words[0]) {
                case "match" -> {
                    matchPlace = match.isEmpty() ? entry.place() : matchPlace;
                    if (words.length == 2 && ProfileKeys.DMI.contains(words[1])) {
                        match.put(words[1], list(key, entry, value -> !value.isEmpty() && !value.chars().allMatch(c -> c == '*')));
                    } else {
                        unknown(key, entry);
                    }
                }
                case "device" -> {
                    if (words.length == 2) {
                        device(words[1], entry).ifPresent(devices::add);
                    } else if (!entries.containsKey(words[0] + "." + words[1])) {
                        problems.add(Texts.problem(entry.place(), "device.missing", key, words[1]));
                    } else if (!isDeviceSetting(Arrays.copyOfRange(words, 2, words.length))) {
                        unknown(key, entry);
                    }
                }
                case "host", "spare" -> {
                    if (words.length == 2) {
                        claim(key, words[1], entry, new LinkedHashMap<>()).ifPresent((words[0].equals("host") ? host : spare)::add);
                    } else {
                        unknown(key, entry);
                    }
                }
                case "firmware" -> {
                    if (words.length == 2) {
                        firmware.put(words[1], list(key, entry, value -> !value.isEmpty()));
                    } else {
                        unknown(key, entry);
                    }
                }
                case "usb" -> {
                    if (key.matches("usb\\.[0-9]+(-[0-9]+)(\\.[0-9]+){0,5}")) {
                        ports.put(key.substring(4), entry.value());
                    } else {
                        unknown(key, entry);
                    }
                }
                default -> {
                    if (!ProfileKeys.PLAIN.contains(key)) {
                        unknown(key, entry);
                    }
                }
            }
        }
        order(devices);
        Map<String, String> places = new TreeMap<>();
        entries.forEach((key, entry) -> places.put(key, entry.place()));
        if (!match.isEmpty() && !entries.containsKey("name")) {
            problems.add(Texts.problem(file.place(), "name.missing"));
        }
        return new Profile(file.id(), file.place(), text("name", file.id()), parents, words("replaces", ID), new Match(match, matchPlace), devices, host,
                spare, settings(), firmware, ports, places);
    }

    private Profile.Settings settings() {
        List<String> forwards = words("net.forward", FORWARD);
        for (String forward : forwards) {
            int port = Integer.parseInt(forward.substring(forward.indexOf(':') + 1));
            if (port < 1 || port > 65_535) {
                wrong("net.forward", entries.get("net.forward"), forward);
            }
        }
        String hugepages = text("memory.hugepages", "no");
        if (!hugepages.equals("no") && !FOLDER.matcher(hugepages).matches()) {
            wrong("memory.hugepages", entries.get("memory.hugepages"), hugepages);
        }
        Optional<Long> threads = number("cpu.guest_threads", 1, 512);
        return new Profile.Settings(oneOf("machine", "pc", "pc", "q35"), oneOf("bios", "seabios", "seabios", "ovmf"),
                number("memory.host_reserve_mib", 256, 1 << 20).orElse(1024L), number("memory.guest_mib", 128, 1 << 24),
                hugepages.equals("no") ? Optional.empty() : Optional.of(hugepages), number("cpu.host_threads", 0, 512).orElse(0L).intValue(),
                threads.map(Long::intValue), yes("kvm.ignore_msrs"), yes("cpu.hide_hypervisor"), forwards,
                oneOf("clock", "localtime", "localtime", "utc"));
    }

    private boolean isDeviceSetting(String[] words) {
        String key = String.join(".", words);
        return ProfileKeys.DEVICE.contains(key) || ProfileKeys.DEVICE_OPTIONS.contains(key);
    }

    private Optional<DeviceRule> device(String name, Entry entry) {
        String key = "device." + name;
        if (entry.value().equals("none")) {
            return Optional.empty();
        }
        Map<String, String> extra = new LinkedHashMap<>();
        Optional<Claim> claim = claim(key, name, entry, extra);
        if (claim.isEmpty()) {
            return Optional.empty();
        }
        OptionalInt slot = OptionalInt.empty();
        String guest = extra.getOrDefault("guest", "");
        if (guest.matches("[01][0-9a-f]\\.0")) {
            slot = OptionalInt.of(Integer.parseInt(guest.substring(0, 2), 16));
        } else if (!guest.isEmpty()) {
            wrong(key, entry, "guest=" + guest);
        }
        TreeMap<String, String> options = new TreeMap<>();
        Map<String, String> places = new LinkedHashMap<>();
        for (Map.Entry<String, Entry> setting : entries.entrySet()) {
            if (setting.getKey().startsWith(key + ".")) {
                String end = setting.getKey().substring(key.length() + 1);
                places.put(end, setting.getValue().place());
                if (ProfileKeys.DEVICE_OPTIONS.contains(end)) {
                    if (OPTION.matcher(setting.getValue().value()).matches()) {
                        options.put(end, setting.getValue().value());
                    } else {
                        wrong(setting.getKey(), setting.getValue(), setting.getValue().value());
                    }
                }
            }
        }
        DeviceRule.Igd igd = switch (oneOf(key + ".igd", "none", "none", "legacy", "upt")) {
            case "legacy" -> DeviceRule.Igd.LEGACY;
            case "upt" -> DeviceRule.Igd.UPT;
            default -> DeviceRule.Igd.NONE;
        };
        return Optional.of(new DeviceRule(claim.get(), extra.getOrDefault("take", "one").equals("all"), !extra.getOrDefault("need", "yes").equals("no"),
                slot, igd, rom(key), options, places));
    }

    private Optional<DeviceRule.Rom> rom(String key) {
        Entry rom = entries.get(key + ".rom");
        String sha256 = text(key + ".rom.sha256", "");
        if (!sha256.isEmpty() && !sha256.matches("[0-9a-f]{64}")) {
            wrong(key + ".rom.sha256", entries.get(key + ".rom.sha256"), sha256);
        }
        if (rom == null || rom.value().equals("host")) {
            return Optional.empty();
        }
        if (!FILE.matcher(rom.value()).matches()) {
            wrong(key + ".rom", rom, rom.value());
            return Optional.empty();
        }
        return Optional.of(new DeviceRule.Rom(rom.value(), sha256, text(key + ".rom.origin", "")));
    }

    /** {@code class=0c03 id=8086:*,1022:* subsystem=... hint=00:14.0}; devices have further words, which go to {@code extra}. */
    private Optional<Claim> claim(String key, String name, Entry entry, Map<String, String> extra) {
        if (!WORD.matcher(name).matches()) {
            unknown(key, entry);
            return Optional.empty();
        }
        if (entry.value().equals("none")) {
            return Optional.empty();
        }
        Map<String, List<String>> lists = new LinkedHashMap<>();
        String hint = "";
        for (String word : entry.value().isEmpty() ? new String[0] : entry.value().split("\\s+")) {
            int equals = word.indexOf('=');
            String what = equals < 0 ? word : word.substring(0, equals);
            String value = equals < 0 ? "" : word.substring(equals + 1);
            boolean device = key.startsWith("device.");
            boolean good = switch (what) {
                case "class" -> lists.putIfAbsent(what, List.of(value.split(",", -1))) == null && value.matches("[0-9a-f]{1,4}\\*?(,[0-9a-f]{1,4}\\*?)*")
                        && lists.get(what).stream().allMatch(c -> c.length() == 4 || c.endsWith("*") && c.length() < 5);
                case "id", "subsystem" -> lists.putIfAbsent(what, List.of(value.split(",", -1))) == null
                        && value.matches("[0-9a-f]{4}:([0-9a-f]{4}|\\*)(,[0-9a-f]{4}:([0-9a-f]{4}|\\*))*");
                case "hint" -> value.matches("([0-9a-f]{4}:)?[0-9a-f]{2}:[0-9a-f]{2}\\.[0-7]");
                case "take" -> device && value.matches("one|all") && extra.putIfAbsent(what, value) == null;
                case "need" -> device && value.matches("yes|no") && extra.putIfAbsent(what, value) == null;
                case "guest" -> device && extra.putIfAbsent(what, value) == null;
                default -> false;
            };
            hint = what.equals("hint") ? value : hint;
            if (!good) {
                wrong(key, entry, word);
                return Optional.empty();
            }
        }
        if (lists.isEmpty()) {
            problems.add(Texts.problem(entry.place(), "claim.empty", key));
            return Optional.empty();
        }
        return Optional.of(new Claim(name, lists.getOrDefault("class", List.of()), lists.getOrDefault("id", List.of()),
                lists.getOrDefault("subsystem", List.of()), hint, entry.place()));
    }

    /** Devices named in {@code order} come first, in that order. */
    private void order(List<DeviceRule> devices) {
        List<String> order = words("order", WORD);
        devices.sort((a, b) -> Integer.compare(rank(order, a), rank(order, b)));
    }

    private static int rank(List<String> order, DeviceRule device) {
        int at = order.indexOf(device.name());
        return at < 0 ? order.size() : at;
    }

    private String text(String key, String otherwise) {
        Entry entry = entries.get(key);
        return entry == null ? otherwise : entry.value();
    }

    private boolean yes(String key) {
        return oneOf(key, "no", "yes", "no").equals("yes");
    }

    private String oneOf(String key, String otherwise, String... allowed) {
        String value = text(key, otherwise);
        if (!List.of(allowed).contains(value)) {
            wrong(key, entries.get(key), value);
            return otherwise;
        }
        return value;
    }

    private Optional<Long> number(String key, long least, long most) {
        Entry entry = entries.get(key);
        if (entry == null || entry.value().equals("all")) {
            return Optional.empty();
        }
        if (entry.value().matches("[0-9]{1,9}")) {
            long number = Long.parseLong(entry.value());
            if (number >= least && number <= most) {
                return Optional.of(number);
            }
        }
        wrong(key, entry, entry.value());
        return Optional.empty();
    }

    /** Words with blanks between. */
    private List<String> words(String key, Pattern shape) {
        Entry entry = entries.get(key);
        if (entry == null || entry.value().isEmpty() || entry.value().equals("none")) {
            return List.of();
        }
        List<String> words = new ArrayList<>();
        for (String word : entry.value().split("\\s+")) {
            if (shape.matcher(word).matches()) {
                words.add(word);
            } else {
                wrong(key, entry, word);
            }
        }
        return words;
    }

    /** Values with semicolons between. */
    private List<String> list(String key, Entry entry, Predicate<String> good) {
        List<String> values = Arrays.stream(entry.value().split(";", -1)).map(String::strip).toList();
        values.stream().filter(good.negate()).findFirst().ifPresent(bad -> wrong(key, entry, bad));
        return values;
    }

    private void unknown(String key, Entry entry) {
        problems.add(Texts.problem(entry.place(), "key.unknown", key));
    }

    private void wrong(String key, Entry entry, String value) {
        problems.add(Texts.problem(entry == null ? file.place() : entry.place(), "value.wrong", key, value));
    }
}
