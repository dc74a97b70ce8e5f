package org.bancada.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.bancada.core.Facts;

/** Completes what somebody types into a profile, from what a profile may hold and from what the PC has. */
public final class Proposals {
    private static final Pattern DEVICE = Pattern.compile("(?m)^\\s*device\\.([A-Za-z0-9][A-Za-z0-9_-]*)\\s*=");
    private static final Map<String, List<String>> WORDS = Map.of("machine", List.of("pc", "q35"), "bios", List.of("seabios", "ovmf"), "clock",
            List.of("localtime", "utc"), "memory.guest_mib", List.of("all"), "memory.hugepages", List.of("/hugepages", "no"), "cpu.hide_hypervisor",
            List.of("yes", "no"), "kvm.ignore_msrs", List.of("yes", "no"), "net.forward", List.of("tcp:3389", "tcp:22"));

    private final String text;
    private final Library library;
    private final Facts facts;
    private final int caret;
    private final List<Proposal> proposals = new ArrayList<>();

    private Proposals(String text, int caret, Library library, Facts facts) {
        this.text = text;
        this.caret = caret;
        this.library = library;
        this.facts = facts;
    }

    /**
     * @param text the whole profile
     * @param caret where is typed: characters from the start, 0 to the text's length
     * @param facts of the PC that it is for; {@link Facts#NONE} when there is none
     * @return what fits what stands before the caret, in the order in which it is offered
     */
    public static List<Proposal> at(String text, int caret, Library library, Facts facts) {
        Proposals all = new Proposals(text, caret, library, facts);
        int begin = text.lastIndexOf('\n', caret - 1) + 1;
        String line = text.substring(begin, caret);
        if (!line.stripLeading().startsWith("#")) {
            int equals = line.indexOf('=');
            if (equals < 0) {
                all.keys(begin + line.length() - line.stripLeading().length());
            } else {
                all.values(line.substring(0, equals).strip(), begin + equals + 1);
            }
        }
        return List.copyOf(all.proposals);
    }

    private void keys(int from) {
        TreeSet<String> devices = new TreeSet<>(List.of("gpu", "gpu-sound", "sound", "usb"));
        TreeSet<String> written = new TreeSet<>();
        for (Matcher matcher = DEVICE.matcher(text); matcher.find();) {
            written.add(matcher.group(1));
        }
        devices.addAll(written);
        ProfileKeys.PLAIN.forEach(key -> key(from, key, Texts.optional("key." + key)));
        ProfileKeys.DMI.forEach(key -> key(from, "match." + key, facts.text("dmi." + key).orElse("")));
        devices.forEach(device -> key(from, "device." + device, Texts.text("key.device")));
        List.of("management", "disk").forEach(name -> key(from, "host." + name, Texts.text("key.host")));
        key(from, "spare.platform", Texts.text("key.spare"));
        for (String device : written) {
            ProfileKeys.DEVICE.forEach(end -> key(from, "device." + device + "." + end, Texts.text("key.device." + end)));
            ProfileKeys.DEVICE_OPTIONS.forEach(end -> key(from, "device." + device + "." + end, Texts.text("key.device.option")));
        }
        facts("firmware.").forEach((name, value) -> key(from, "firmware." + name, value));
        Hardware.of(facts, java.util.Optional.empty()).usb().forEach(usb -> key(from, "usb." + usb.port(), usb.product()));
    }

    private Map<String, String> facts(String prefix) {
        Map<String, String> found = new LinkedHashMap<>();
        facts.asMap().forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                found.put(key.substring(prefix.length()), value);
            }
        });
        return found;
    }

    /** A key that stands already is not offered: each may stand once. */
    private void key(int from, String key, String meaning) {
        boolean there = Pattern.compile("(?m)^\\s*" + Pattern.quote(key) + "\\s*=").matcher(text).find();
        if (!there) {
            offer(from, key + " = ", key, meaning);
        }
    }

    private void values(String key, int from) {
        String before = text.substring(from, caret);
        int blank = from + before.length() - before.stripLeading().length();
        int word = from + 1 + Math.max(before.lastIndexOf(' '), before.lastIndexOf('\t'));
        String end = key.substring(key.lastIndexOf('.') + 1);
        if (key.equals("inherit")) {
            library.profiles().forEach(p -> offer(blank, p.id(), p.id(), p.name()));
        } else if (key.equals("replaces")) {
            library.models().forEach(p -> offer(word, p.id(), p.id(), p.name()));
        } else if (key.startsWith("match.")) {
            facts.text("dmi." + end).ifPresent(value -> offer(blank, value.strip(), value.strip(), ""));
        } else if (key.startsWith("firmware.")) {
            facts.text(key).ifPresent(value -> offer(blank, value.strip(), value.strip(), Texts.text("value.now")));
        } else if (key.matches("device\\.[^.]+\\.igd")) {
            List.of("legacy", "upt", "none").forEach(value -> offer(blank, value, value, Texts.text("value.igd." + value)));
        } else if (key.matches("device\\.[^.]+\\.rom")) {
            List.of("host", "off").forEach(value -> offer(blank, value, value, Texts.text("value.rom." + value)));
        } else if (key.matches("(device|host|spare)\\.[^.]+")) {
            claims(word, key.startsWith("device."));
        } else {
            WORDS.getOrDefault(key, List.of()).forEach(value -> offer(blank, value, value, ""));
        }
    }

    /** Words that say which devices are meant. */
    private void claims(int from, boolean device) {
        List<Hardware.Device> devices = Hardware.of(facts, java.util.Optional.empty()).groups().stream().flatMap(g -> g.devices().stream())
                .filter(d -> d.use() != Hardware.Use.BRIDGE).sorted(Comparator.comparing(d -> d.device().address())).toList();
        for (Hardware.Device found : devices) {
            offer(from, "class=" + found.device().type(), "class=" + found.device().type(), found.kind());
        }
        for (Hardware.Device found : devices) {
            offer(from, "id=" + found.device().id(), "id=" + found.device().id(), found.device().shortAddress() + " " + found.kind());
        }
        if (device) {
            List.of("take=all", "need=no", "guest=02.0").forEach(value -> offer(from, value, value, Texts.text("value." + value.replace('=', '.'))));
        }
        for (Hardware.Device found : devices) {
            offer(from, "hint=" + found.device().shortAddress(), "hint=" + found.device().shortAddress(), found.kind());
        }
    }

    private void offer(int from, String written, String label, String meaning) {
        String typed = text.substring(Math.min(from, caret), caret);
        boolean fits = label.toLowerCase(Locale.ROOT).startsWith(typed.toLowerCase(Locale.ROOT)) && !written.equals(typed);
        if (fits && proposals.stream().noneMatch(p -> p.text().equals(written))) {
            proposals.add(new Proposal(Math.min(from, caret), written, label, meaning));
        }
    }
}
