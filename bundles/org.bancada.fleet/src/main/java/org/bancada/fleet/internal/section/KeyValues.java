package org.bancada.fleet.internal.section;

import java.util.regex.Pattern;

/** Output of our own scripts: {@code key=value} lines, the keys are facts already. */
final class KeyValues implements SectionParser {
    private static final Pattern KEY = Pattern.compile("[a-z][A-Za-z0-9_-]*(\\.[A-Za-z0-9_:.-]+)+");

    @Override
    public boolean parse(String command, String output, FactSink facts) {
        int found = 0;
        for (String line : output.lines().toList()) {
            int equals = line.indexOf('=');
            String key = equals < 1 || equals > FactSink.LONGEST_KEY ? "" : line.substring(0, equals);
            if (KEY.matcher(key).matches()) {
                found++;
                facts.put(key.equals("report.interval") ? "report.interval_s" : key, line.substring(equals + 1));
            }
        }
        return found > 0;
    }
}
