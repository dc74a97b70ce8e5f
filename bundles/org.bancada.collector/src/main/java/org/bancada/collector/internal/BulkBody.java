package org.bancada.collector.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

/**
 * The body of a bulk request: lines of an action and, below each, of its document. Blank lines between are skipped, as rsyslog sends them;
 * the last line may lack its line feed.
 */
final class BulkBody {
    private static final int MOST_ITEMS = 200_000;
    private static final int MOST_ACTION_BYTES = 64 << 10;
    private static final JsonFactory FACTORY = new JsonFactory();

    /** A body in which no item can be told from another. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String why) {
            super(why);
        }
    }

    /**
     * @param id null when the store is to choose one
     * @param document where it lies in the body; null when there is none
     * @param problem why this one cannot be taken; empty when it can
     */
    record Item(String action, String index, String id, ByteBuffer document, String problem) {
        int bytes() {
            return document == null ? 0 : document.remaining();
        }

        /** Text that is no UTF-8 is taken with replacement characters: a log line with odd bytes in it is better than none. */
        String source() {
            return StandardCharsets.UTF_8.decode(document.duplicate()).toString();
        }
    }

    private final byte[] body;
    private final String defaultIndex;
    private int at;
    private int line;
    private int start;
    private int end;

    private BulkBody(byte[] body, String defaultIndex) {
        this.body = body;
        this.defaultIndex = defaultIndex;
    }

    /**
     * @param defaultIndex from the request's path; empty when there is none
     * @throws Malformed when a line that must be an action is none: what follows could be anything
     */
    static List<Item> parse(byte[] body, String defaultIndex) throws Malformed {
        return new BulkBody(body, defaultIndex).items();
    }

    private List<Item> items() throws Malformed {
        List<Item> items = new ArrayList<>();
        while (nextLine()) {
            if (items.size() == MOST_ITEMS) {
                throw new Malformed("more than " + MOST_ITEMS + " actions in one request");
            }
            items.add(item());
        }
        if (items.isEmpty()) {
            throw new Malformed("request body is required");
        }
        return items;
    }

    /** Moves to the next line that is not blank. */
    private boolean nextLine() {
        while (at < body.length) {
            start = at;
            while (at < body.length && body[at] != '\n') {
                at++;
            }
            end = at;
            at++;
            line++;
            while (end > start && isBlank(body[end - 1])) {
                end--;
            }
            while (start < end && isBlank(body[start])) {
                start++;
            }
            if (start < end) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\r';
    }

    private Item item() throws Malformed {
        String action = null;
        String index = defaultIndex;
        String id = null;
        int actionLine = line;
        if (end - start > MOST_ACTION_BYTES) {
            throw malformed(actionLine, "an action is longer than " + MOST_ACTION_BYTES + " bytes");
        }
        try (JsonParser parser = FACTORY.createParser(body, start, end - start)) {
            if (parser.nextToken() != JsonToken.START_OBJECT || parser.nextToken() != JsonToken.FIELD_NAME) {
                throw malformed(actionLine, "expected an action such as {\"create\":{}}");
            }
            action = parser.currentName();
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw malformed(actionLine, "expected an object behind [" + action + "]");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken token = parser.nextToken();
                if (token != null && token.isStructStart()) {
                    parser.skipChildren();
                } else if (name.equals("_index") && token == JsonToken.VALUE_STRING) {
                    index = parser.getText();
                } else if (name.equals("_id") && token != JsonToken.VALUE_NULL && token != null) {
                    id = parser.getText();
                }
            }
            if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
                throw malformed(actionLine, "the action does not end where its line does");
            }
        } catch (IOException noJson) {
            throw malformed(actionLine, "the action is no JSON");
        }
        if (action.equals("delete")) {
            return new Item(action, index, id, null, "events are not deleted by shippers");
        }
        if (!action.equals("index") && !action.equals("create") && !action.equals("update")) {
            throw malformed(actionLine, "expected one of [create, delete, index, update] but found [" + action + "]");
        }
        if (!nextLine()) {
            return new Item(action, index, id, null, "the document of the last action is missing");
        }
        if (action.equals("update")) {
            return new Item(action, index, id, null, "events are not updated");
        }
        return new Item(action, index, id, ByteBuffer.wrap(body, start, end - start), "");
    }

    private static Malformed malformed(int line, String why) {
        return new Malformed("Malformed action/metadata line [" + line + "], " + why);
    }
}
