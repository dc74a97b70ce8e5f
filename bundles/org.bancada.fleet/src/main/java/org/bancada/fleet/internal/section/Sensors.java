package org.bancada.fleet.internal.section;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code sensors} of lm-sensors: chips, then {@code Label:  +35.0°C  (high = ...)}; the degree sign may have suffered on the way. */
final class Sensors implements SectionParser {
    private static final Pattern READING = Pattern.compile("([^:]{1,60}):\\s+([+-]?\\d{1,9}(?:\\.\\d{1,4})?)\\s?(\\S{0,3}C|RPM|V|mV|W)\\b.*");

    @Override
    public boolean parse(String command, String output, FactSink facts) {
        String chip = "";
        int readings = 0;
        for (String line : output.lines().toList()) {
            if (line.isBlank() || line.length() > 500) {
                continue;
            }
            if (line.indexOf(':') < 0 && line.charAt(0) > ' ') {
                chip = FactSink.part(line.strip());
                continue;
            }
            Matcher reading = READING.matcher(line);
            if (!chip.isEmpty() && reading.matches()) {
                readings++;
                String number = reading.group(2).startsWith("+") ? reading.group(2).substring(1) : reading.group(2);
                facts.put("sensor." + chip + "." + FactSink.part(reading.group(1)) + "." + unit(reading.group(3)), number);
            }
        }
        return readings > 0;
    }

    private static String unit(String sign) {
        return switch (sign) {
            case "RPM" -> "rpm";
            case "V" -> "volts";
            case "mV" -> "millivolts";
            case "W" -> "watts";
            default -> "celsius";
        };
    }
}
