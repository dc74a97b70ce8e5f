package org.bancada.log.spi;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;

/** The leaves of a JSON object by their path; null values and empty objects have none, as in Elasticsearch. */
public final class FlatJson {
    private static final int DEEPEST = 50;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).maxNameLength(2_000).build()).build();

    private FlatJson() {
    }

    /** What cannot be read is left out: the store has checked it before. */
    public static SortedMap<String, List<String>> of(String json) {
        SortedMap<String, List<String>> fields = new TreeMap<>();
        try {
            read(json, fields);
        } catch (IOException broken) {
            System.getLogger(FlatJson.class.getName()).log(System.Logger.Level.DEBUG, "an event is no JSON object", broken);
        }
        return fields;
    }

    /** @throws IOException when it is not exactly one JSON object, or nested too deep; its message is for people */
    public static SortedMap<String, List<String>> parse(String json) throws IOException {
        SortedMap<String, List<String>> fields = new TreeMap<>();
        read(json, fields);
        return fields;
    }

    private static void read(String json, SortedMap<String, List<String>> fields) throws IOException {
        try (JsonParser parser = FACTORY.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not a JSON object");
            }
            // Per open object or array: the path of what stands in it.
            Deque<String> paths = new ArrayDeque<>(List.of(""));
            String path = "";
            JsonToken token = parser.nextToken();
            while (!paths.isEmpty()) {
                if (token == null) {
                    throw new IOException("the object ends early");
                }
                switch (token) {
                    case FIELD_NAME -> path = paths.peek().isEmpty() ? parser.currentName() : paths.peek() + "." + parser.currentName();
                    case START_OBJECT, START_ARRAY -> paths.push(path);
                    case END_OBJECT, END_ARRAY -> path = paths.pop();
                    case VALUE_NULL -> { }
                    default -> fields.computeIfAbsent(path, name -> new ArrayList<>(1)).add(parser.getText());
                }
                token = paths.isEmpty() ? null : parser.nextToken();
            }
            if (parser.nextToken() != null) {
                throw new IOException("text after the object");
            }
        }
    }
}
