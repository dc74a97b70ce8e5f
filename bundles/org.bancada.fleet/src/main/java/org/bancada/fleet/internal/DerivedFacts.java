package org.bancada.fleet.internal;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.bancada.core.Facts;
import org.bancada.fleet.internal.section.FactSink;

/** Facts that follow from others: few values each, so that their history says something. */
final class DerivedFacts {
    /** A clock that is farther off breaks certificates and expiry dates. */
    private static final long CLOCK_TOLERANCE_SECONDS = 120;
    private static final int LOW_PERCENT = 90;
    private static final int FULL_PERCENT = 98;
    /** A level is left only when usage falls this much below it, so that a disk on the edge does not flap. */
    private static final int HYSTERESIS_PERCENT = 3;

    private DerivedFacts() {
    }

    static void add(FactSink facts, Facts before, Instant now) {
        clock(facts, now);
        disks(facts, before);
        wifiOnly(facts);
    }

    private static void clock(FactSink facts, Instant now) {
        String node = facts.get("clock.node_s");
        if (node != null) {
            long offset = Long.parseLong(node) - now.getEpochSecond();
            facts.remove("clock.node_s");
            facts.put("clock.offset_s", offset);
            facts.put("clock.ok", Math.abs(offset) <= CLOCK_TOLERANCE_SECONDS ? "yes" : "no");
        }
    }

    private static void disks(FactSink facts, Facts before) {
        for (String key : List.copyOf(facts.facts().subMap("disk.", "disk/").keySet())) {
            if (key.endsWith(".used_percent")) {
                String level = key.substring(0, key.length() - "used_percent".length()) + "level";
                int used = Integer.parseInt(facts.get(key));
                String old = before.text(level).orElse("ok");
                int low = old.equals("ok") ? LOW_PERCENT : LOW_PERCENT - HYSTERESIS_PERCENT;
                int full = old.equals("full") ? FULL_PERCENT - HYSTERESIS_PERCENT : FULL_PERCENT;
                facts.put(level, used >= full ? "full" : used >= low ? "low" : "ok");
            }
        }
    }

    /** yes when only wireless interfaces have a link and an address, no when a wired one has; absent when none has. */
    private static void wifiOnly(FactSink facts) {
        Set<String> kinds = new TreeSet<>();
        for (String key : facts.facts().subMap("net.", "net/").keySet()) {
            if (key.endsWith(".ipv4")) {
                String prefix = key.substring(0, key.length() - "ipv4".length());
                if (!"down".equals(facts.get(prefix + "link"))) {
                    kinds.add(String.valueOf(facts.get(prefix + "kind")));
                }
            }
        }
        if (kinds.contains("wired")) {
            facts.put("wifi.only", "no");
        } else if (kinds.contains("wifi")) {
            facts.put("wifi.only", "yes");
        }
    }
}
