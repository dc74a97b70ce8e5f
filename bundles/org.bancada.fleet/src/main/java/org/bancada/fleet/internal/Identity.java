package org.bancada.fleet.internal;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import org.bancada.core.Facts;

/** Who a node is: its UUID, what it is called while nobody names it, its MAC, and whether two reports come from one machine. */
final class Identity {
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final String NIL = "00000000-0000-0000-0000-000000000000";
    private static final Pattern HOST_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    private static final Pattern MAC = Pattern.compile("([0-9a-f]{2}:){5}[0-9a-f]{2}");

    private Identity() {
    }

    /** In lower case; empty when it is none, or the nil UUID. */
    static Optional<String> uuid(String text) {
        String uuid = text == null ? "" : text.strip().toLowerCase(Locale.ROOT);
        return UUID.matcher(uuid).matches() && !uuid.equals(NIL) ? Optional.of(uuid) : Optional.empty();
    }

    static boolean isMac(String text) {
        return MAC.matcher(text).matches();
    }

    /** Its host name, else its service tag, else the beginning of its UUID. */
    static String fallbackName(String uuid, Facts facts) {
        return facts.text("host.name").or(() -> facts.text("dmi.service_tag")).filter(n -> HOST_NAME.matcher(n).matches()).orElse(uuid.substring(0, 8));
    }

    /**
     * The MAC that wakes the node: of the wired interface that has the address, else of the one that had it before, else of the first wired
     * one.
     */
    static String mac(Facts facts, String address, String before) {
        String first = "";
        for (String key : facts.asMap().subMap("net.", "net/").keySet()) {
            if (key.endsWith(".mac")) {
                String prefix = key.substring(0, key.length() - 3);
                String mac = facts.text(key).orElse("");
                if ("wired".equals(facts.text(prefix + "kind").orElse("")) && isMac(mac)) {
                    if (addresses(facts, prefix).contains(address)) {
                        return mac;
                    }
                    first = first.isEmpty() ? mac : first;
                }
            }
        }
        return before.isEmpty() ? first : before;
    }

    /**
     * Whether a report from {@code source} is that of the machine which reported {@code before}: it has the same network card or serial number,
     * and it lists {@code source} among its own addresses. (A copied report fails the second, a cloned disk the first.)
     */
    static boolean isSameMachine(Facts before, Facts now, String source) {
        Set<String> macs = macs(before);
        Set<String> common = macs(now);
        common.retainAll(macs);
        boolean serial = before.text("dmi.product_serial").isPresent() && before.text("dmi.product_serial").equals(now.text("dmi.product_serial"));
        return (!common.isEmpty() || serial) && now.asMap().subMap("net.", "net/").keySet().stream().filter(k -> k.endsWith(".ipv4") || k.endsWith(".ipv6"))
                .anyMatch(k -> addresses(now, k.substring(0, k.length() - 4)).contains(source));
    }

    private static Set<String> macs(Facts facts) {
        Set<String> macs = new TreeSet<>();
        facts.asMap().subMap("net.", "net/").forEach((key, value) -> {
            // Bridges of virtual machines have the same address on every PC.
            String kind = key.endsWith(".mac") ? facts.text(key.substring(0, key.length() - 3) + "kind").orElse("") : "virtual";
            if (!kind.equals("virtual") && isMac(value)) {
                macs.add(value);
            }
        });
        return macs;
    }

    private static Set<String> addresses(Facts facts, String prefix) {
        Set<String> addresses = new TreeSet<>();
        for (String family : new String[] {"ipv4", "ipv6"}) {
            Arrays.stream(facts.text(prefix + family).orElse("").split(" ")).map(a -> a.replaceFirst("/.*", "")).forEach(addresses::add);
        }
        return addresses;
    }
}
