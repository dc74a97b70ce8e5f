package org.bancada.fleet.internal.section;

import java.util.Locale;
import java.util.Set;

/**
 * Dell Command | Configure, {@code cctk -o}: one {@code key=value} a line, keys in lower case (old) or CamelCase (new), some repeated.
 * Lines with a semicolon are remarks, among them the chassis state ({@code ;ChassisIntruStatus=DoorClosed}).
 */
public final class Cctk implements SectionParser {
    private static final Set<String> OPEN = Set.of("tripped", "dooropen", "open", "opened");
    private static final Set<String> CLOSED = Set.of("doorclosed", "closed", "tripreset", "nottripped");

    @Override
    public boolean parse(String command, String output, FactSink facts) {
        int found = 0;
        for (String line : output.lines().toList()) {
            boolean remark = line.startsWith(";");
            int equals = line.indexOf('=');
            String key = equals < 0 ? "" : line.substring(remark ? 1 : 0, equals).strip();
            if (isKey(key) && !isPassword(key)) {
                setting(key.toLowerCase(Locale.ROOT), line.substring(equals + 1).strip(), remark, facts);
                found++;
            }
        }
        return found > 0;
    }

    private static void setting(String key, String value, boolean remark, FactSink facts) {
        if (key.startsWith("chas") && key.endsWith("status")) {
            facts.put("chassis.intrusion", intrusion(value));
        } else if (remark) {
            return;
        } else if (key.equals("svctag")) {
            if (Dmidecode.isSet(value)) {
                facts.put("dmi.service_tag", value);
            }
        } else {
            facts.append("firmware." + key, value);
        }
    }

    private static String intrusion(String value) {
        String state = value.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
        return OPEN.contains(state) ? "open" : CLOSED.contains(state) ? "closed" : value;
    }

    /** Whether the value of this key is a password (setup, system, owner, disk; also the old one given as {@code val...}). */
    public static boolean isPassword(String key) {
        String name = key.toLowerCase(Locale.ROOT);
        return name.endsWith("setuppwd") || name.endsWith("syspwd") || name.endsWith("ownerpwd") || name.endsWith("hddpwd") || name.endsWith("ssdpwd")
                || name.startsWith("val") && name.endsWith("pwd");
    }

    private static boolean isKey(String key) {
        if (key.isEmpty() || key.length() > 60) {
            return false;
        }
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (!(Character.isLetterOrDigit(c) && c < 128 || c == '_' || c == '-' || c == '.')) {
                return false;
            }
        }
        return true;
    }
}
