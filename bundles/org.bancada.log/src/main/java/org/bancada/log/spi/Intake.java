package org.bancada.log.spi;

import java.io.IOException;
import java.util.List;
import java.util.SortedMap;

import org.bancada.log.Event;
import org.bancada.log.NewEvent;
import org.bancada.log.Outcome;

/** Says of an event that came whether it can be taken, in the words of Elasticsearch: a bad one fails alone, and alike in every store. */
public final class Intake {
    private static final int MOST_BYTES = 1 << 20;
    private static final int MOST_FIELDS = 1_000;
    private static final int LONGEST_NAME = 2_000;
    private static final int LONGEST_ID = 512;
    private static final int LONGEST_KIND = 255;

    /**
     * What became of it: one of both is null.
     *
     * @param event as it will be kept
     * @param refusal why it cannot be taken
     */
    public record Judged(Event event, Outcome refusal) {
    }

    private Intake() {
    }

    /**
     * Looks at an event.
     *
     * @param order its place in the order in which events came in
     * @param name its id when it has none of its own
     */
    public static Judged judge(NewEvent fresh, long order, String name) {
        Outcome wrong = wrong(fresh);
        if (wrong != null) {
            return new Judged(null, wrong);
        }
        String id = fresh.id() == null ? name : fresh.id();
        try {
            SortedMap<String, List<String>> fields = FlatJson.parse(fresh.json());
            if (fields.size() > MOST_FIELDS) {
                return refused(id, "illegal_argument_exception", "Limit of total fields [" + MOST_FIELDS + "] has been exceeded");
            }
            if (fields.keySet().stream().anyMatch(field -> field.length() > LONGEST_NAME)) {
                return refused(id, "illegal_argument_exception", "the name of a field has more than " + LONGEST_NAME + " characters");
            }
            return new Judged(Event.of(id, fresh.kind(), EventTime.of(fields, fresh.received()), order, fresh.json(), fields), null);
        } catch (IOException | StackOverflowError broken) {
            return refused(id, "document_parsing_exception", "failed to parse: " + firstLine(broken));
        }
    }

    /** The outcome of an event that is there already and must stay. */
    public static Outcome there(String id) {
        return new Outcome(id, 409, "version_conflict_engine_exception", "[" + id + "]: version conflict, document already exists");
    }

    private static Judged refused(String id, String type, String reason) {
        return new Judged(null, new Outcome(id, 400, type, reason));
    }

    private static String firstLine(Throwable broken) {
        String text = String.valueOf(broken.getMessage());
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }

    private static Outcome wrong(NewEvent event) {
        String id = event.id() == null ? "" : event.id();
        if (id.length() > LONGEST_ID || event.id() != null && id.isEmpty()) {
            return new Outcome(id.substring(0, Math.min(id.length(), LONGEST_ID)), 400, "illegal_argument_exception",
                    "an id has 1 to " + LONGEST_ID + " characters");
        }
        if (event.kind().isEmpty() || event.kind().length() > LONGEST_KIND || event.kind().chars().anyMatch(c -> c <= ' ' || "\\/*?\"<>|,#:".indexOf(c) >= 0)) {
            return new Outcome(id, 400, "invalid_index_name_exception", "Invalid index name");
        }
        if (event.json().length() > MOST_BYTES) {
            return new Outcome(id, 400, "illegal_argument_exception", "the event is larger than " + MOST_BYTES + " characters");
        }
        return null;
    }
}
