package org.bancada.log.spi;

import java.util.List;

import org.bancada.core.query.Moment;
import org.bancada.log.Event;
import org.bancada.log.FieldSummary;

/** What the values of a field are, judged by a sample of events. */
public final class FieldTypes {
    /** So many of the newest events are looked at. */
    public static final int SAMPLE = 200;

    private FieldTypes() {
    }

    /** The type of a field among events. */
    public static FieldSummary.Type of(String name, List<Event> sample) {
        if (Event.isProse(name)) {
            return FieldSummary.Type.TEXT;
        }
        List<String> values = sample.stream().flatMap(event -> event.values(name).stream()).toList();
        if (values.isEmpty()) {
            return FieldSummary.Type.KEYWORD;
        }
        if (values.stream().allMatch(IndexedEvent::isNumber)) {
            return FieldSummary.Type.NUMBER;
        }
        if (values.stream().allMatch(v -> v.equals("true") || v.equals("false"))) {
            return FieldSummary.Type.BOOLEAN;
        }
        boolean dates = values.stream().allMatch(v -> v.length() >= 10 && v.charAt(4) == '-' && Moment.parse(v).isPresent());
        return dates ? FieldSummary.Type.DATE : FieldSummary.Type.KEYWORD;
    }
}
