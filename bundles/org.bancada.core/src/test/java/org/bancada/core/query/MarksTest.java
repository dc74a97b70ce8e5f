package org.bancada.core.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

/** What is marked of a record, written with [ and ] around it. */
class MarksTest {

    private static String show(String value, List<Marks.Span> spans) {
        StringBuilder shown = new StringBuilder();
        int at = 0;
        for (Marks.Span span : spans) {
            assertTrue(span.begin() >= at && span.end() > span.begin() && span.end() <= value.length(), spans.toString());
            shown.append(value, at, span.begin()).append('[').append(value, span.begin(), span.end()).append(']');
            at = span.end();
        }
        return shown.append(value.substring(at)).toString();
    }

    private static String prose(String query, String value) throws QueryException {
        return show(value, Marks.of(Query.parse(query)).in("message", value, true));
    }

    private static String field(String query, String name, String value) throws QueryException {
        return show(value, Marks.of(Query.parse(query)).in(name, value, false));
    }

    @Test
    void wordsArePhrasesAndShapesAreMarkedInProse() throws QueryException {
        assertEquals("[Failed] password for root, [failed] again; unfailed", prose("failed", "Failed password for root, failed again; unfailed"));
        assertEquals("[Failed] [password] for root", prose("failed password", "Failed password for root"));
        assertEquals("[Failed password] for root, failed", prose("\"failed password\"", "Failed password for root, failed"));
        assertEquals("[Failed] for [root]", prose("message: failed or message: root", "Failed for root"));
        assertEquals("disk [sda1] and [sdb] at /dev/[sdc]", prose("sd*", "disk sda1 and sdb at /dev/sdc"));
        assertEquals("[AÇÃO] negada", prose("ação", "AÇÃO negada"));
        assertEquals("[a.b].c", prose("message: \"a.b\"", "a.b.c"));
    }

    @Test
    void conditionsOnOtherFieldsMarkThose() throws QueryException {
        assertEquals("root failed", prose("user: root", "root failed"));
        assertEquals("[root]", field("user: root", "user", "root"));
        assertEquals("root2", field("user: root", "user", "root2"));
        assertEquals("[le1-01]", field("host: le1-*", "host", "le1-01"));
        assertEquals("[404]", field("status: (400 or 404)", "status", "404"));
        assertEquals("[404]", field("status >= 400", "status", "404"));
        assertEquals("200", field("status >= 400", "status", "200"));
        assertEquals("[le1-01]", field("le1-01", "host", "le1-01"));
        assertEquals("[x]", field("h*t: x", "host", "x"));
    }

    @Test
    void whatIsNotSaidIsNotMarked() throws QueryException {
        assertEquals("failed", prose("not failed", "failed"));
        assertEquals("failed", prose("message: *", "failed"));
        assertEquals("failed", prose("*", "failed"));
        assertEquals("failed", prose("", "failed"));
        assertEquals("[failed] twice", prose("failed and not once", "failed twice"));
        assertTrue(Marks.of(Query.parse("*")).isEmpty());
    }

    @Test
    void touchingAndOverlappingMarksAreOne() throws QueryException {
        assertEquals("[Failed password] for", prose("failed or \"failed password\"", "Failed password for"));
        assertEquals("[sda1]", prose("sda1 or sd*", "sda1"));
    }

    @Test
    void aWholeRecordHasItsWordsAndValuesMarked() throws QueryException {
        String json = "{\"user\":\"root\",\"message\":\"failed for root\",\"status\":404}";
        assertEquals("{\"user\":\"[root]\",\"message\":\"[failed] for [root]\",\"status\":404}",
                show(json, Marks.of(Query.parse("failed and user: root and status >= 400")).anywhere(json)));
    }

    private record Prose(String message) implements Fields {
        @Override
        public Collection<String> values(String field) {
            return field.equals("message") ? List.of(message) : List.of();
        }

        @Override
        public Collection<String> fieldNames() {
            return List.of("message");
        }

        @Override
        public Collection<String> freeText() {
            return List.of(message);
        }

        @Override
        public boolean isText(String field) {
            return true;
        }
    }

    /** Whatever is matched by words has a mark, and what has none of the texts has none. */
    @Test
    void agreesWithWhatMatches() throws QueryException {
        Random random = new Random(3);
        List<String> words = List.of("a", "ab", "a-b", "B", "ba", "\u00e9", "0", " ", "aa");
        for (int i = 0; i < 3_000; i++) {
            String value = random.ints(6, 0, words.size()).mapToObj(words::get).collect(Collectors.joining(random.nextBoolean() ? " " : "."));
            String wanted = words.get(random.nextInt(words.size())).strip() + (random.nextInt(4) == 0 ? "*" : "");
            if (wanted.isEmpty() || wanted.equals("*")) {
                continue;
            }
            Query query = Query.parse("message: " + wanted);
            boolean matches = query.matches(new Prose(value));
            assertEquals(matches, !Marks.of(query).in("message", value, true).isEmpty(), query + " in " + value);
        }
    }

    @Test
    void hugeTextsAndQueriesAreBounded() throws QueryException {
        String value = "ab ".repeat(2_000_000);
        String query = "message: (" + "ab or ".repeat(900) + "a*)";
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> assertEquals(1, Marks.of(Query.parse(query)).in("message", "ab", true).size()));
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> assertTrue(Marks.of(Query.parse(query)).in("message", value, true).size() <= 500));
    }
}
