package org.bancada.log.spi;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

/** When an event happened, as shippers say it. */
public final class EventTime {
    private static final List<String> FIELDS = List.of("@timestamp", "timereported", "timegenerated", "timestamp", "time", "date");
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

    private EventTime() {
    }

    /** @return to the millisecond; {@code received} when no field names a time of the years 1 to 9999 */
    public static Instant of(Map<String, List<String>> fields, Instant received) {
        for (String field : FIELDS) {
            List<String> values = fields.get(field);
            Instant time = values == null || values.isEmpty() ? null : parse(values.getFirst());
            if (time != null && !time.isBefore(FIRST) && !time.isAfter(LAST)) {
                return Instant.ofEpochMilli(time.toEpochMilli());
            }
        }
        return Instant.ofEpochMilli(received.toEpochMilli());
    }

    private static Instant parse(String text) {
        try {
            if (text.length() > 40 || text.length() < 4) {
                return null;
            }
            if (text.indexOf('-', 1) < 0 && text.chars().allMatch(c -> c >= '0' && c <= '9' || c == '.')) {
                return number(text);
            }
            if (text.length() == 10) {
                return Instant.parse(text + "T00:00:00Z");
            }
            String iso = text.charAt(10) == ' ' ? text.substring(0, 10) + "T" + text.substring(11) : text;
            if (iso.endsWith("Z")) {
                return Instant.parse(iso);
            }
            int sign = Math.max(iso.lastIndexOf('-'), iso.indexOf('+'));
            if (sign <= 10) {
                // Elasticsearch takes a time without an offset as UTC.
                return Instant.parse(iso + "Z");
            }
            boolean compact = iso.length() - sign == 5;
            return OffsetDateTime.parse(compact ? iso.substring(0, sign + 3) + ":" + iso.substring(sign + 3) : iso).toInstant();
        } catch (DateTimeException | ArithmeticException | IndexOutOfBoundsException | NumberFormatException noTime) {
            return null;
        }
    }

    /** Milliseconds since 1970 as Elasticsearch reads them; Fluent Bit writes seconds with a fraction. */
    private static Instant number(String text) {
        double value = Double.parseDouble(text);
        return Instant.ofEpochMilli((long) (text.indexOf('.') >= 0 && value < 1e11 ? value * 1000 : value));
    }
}
