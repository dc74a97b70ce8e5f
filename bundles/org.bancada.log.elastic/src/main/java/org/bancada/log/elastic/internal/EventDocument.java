package org.bancada.log.elastic.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

import org.bancada.log.Event;
import org.bancada.log.spi.IndexedEvent;

import co.elastic.clients.json.JsonData;
import co.elastic.clients.util.BinaryData;
import jakarta.json.JsonObject;

/**
 * How an event lies in Elasticsearch. What it is found by stands in fields of our own ({@link IndexedEvent}) and not in fields of Elasticsearch, since
 * those would change its meaning: a mapping has one type for a name, refuses what does not fit it, and has a thousand names at most.
 */
final class EventDocument {
    static final String TIME = "@timestamp";
    static final String ORDER = "order";
    static final String KIND = "kind";
    static final String BYTES = "bytes";
    static final String WRITER = "writer";
    static final String ARRIVED = "arrived";
    static final String TERMS = "terms";
    static final String WORDS = "words";
    static final String NAMES = "names";
    static final String MARKS = "marks";
    static final String VALUES = "values";
    static final String NUMBERS = "numbers";
    private static final String ID = "id";
    private static final String JSON = "json";
    /** Only what is not found by is kept for reading. Shards, replicas and codec are the site's own, by an index template. */
    static final String INDEX = """
            {"mappings":{"dynamic":false,"_meta":{"bancada":1},
              "_source":{"excludes":["terms","words","names","marks","values","numbers"]},
              "properties":{
               "@timestamp":{"type":"date","format":"epoch_millis||strict_date_optional_time"},
               "order":{"type":"long"},
               "bytes":{"type":"long","index":false},
               "kind":{"type":"keyword"},
               "writer":{"type":"keyword"},
               "arrived":{"type":"date","format":"epoch_millis"},
               "terms":{"type":"keyword","doc_values":false},
               "words":{"type":"keyword","doc_values":false},
               "names":{"type":"keyword"},
               "marks":{"type":"keyword","doc_values":false},
               "values":{"type":"keyword","index":false},
               "numbers":{"type":"keyword","doc_values":false}}}}
            """;
    private static final JsonFactory FACTORY = new JsonFactory();

    private EventDocument() {
    }

    /** Elasticsearch's id of an event: its own may be too long together with its kind. */
    static String key(String kind, String id) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest((kind + "\0" + id).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** @param writer who brings it, when: {@link OtherWriters} looks for that */
    static BinaryData of(Event event, String writer, long now) throws IOException {
        IndexedEvent indexed = IndexedEvent.of(event);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(event.json().length() * 4 + 512);
        try (JsonGenerator out = FACTORY.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeNumberField(TIME, event.time().toEpochMilli());
            out.writeNumberField(ORDER, event.order());
            out.writeStringField(WRITER, writer);
            out.writeNumberField(ARRIVED, now);
            out.writeStringField(KIND, whole(event.kind()));
            out.writeStringField(ID, whole(event.id()));
            out.writeNumberField(BYTES, event.json().getBytes(StandardCharsets.UTF_8).length);
            out.writeStringField(JSON, whole(event.json()));
            array(out, TERMS, indexed.terms());
            array(out, WORDS, indexed.words());
            array(out, NAMES, indexed.names());
            array(out, MARKS, indexed.marks());
            array(out, VALUES, indexed.values());
            array(out, NUMBERS, indexed.numbers().stream().map(each -> number(each.field(), each.leadingZero(), each.number())).toList());
            out.writeEndObject();
        }
        return BinaryData.of(bytes.toByteArray(), "application/json");
    }

    private static void array(JsonGenerator out, String name, Collection<String> values) throws IOException {
        if (!values.isEmpty()) {
            out.writeArrayFieldStart(name);
            for (String value : values) {
                out.writeString(whole(value));
            }
            out.writeEndArray();
        }
    }

    static Event read(JsonData source) {
        JsonObject object = source.toJson().asJsonObject();
        return new Event(object.getString(ID), object.getString(KIND), Instant.ofEpochMilli(object.getJsonNumber(TIME).longValueExact()),
                object.getJsonNumber(ORDER).longValueExact(), object.getString(JSON));
    }

    /** A number as a term that sorts as the number does. */
    static String number(String field, boolean leadingZero, double number) {
        // -0.0 and 0.0 are one number.
        long bits = Double.doubleToLongBits(number + 0.0);
        long sortable = bits ^ (bits >> 63 & Long.MAX_VALUE) ^ Long.MIN_VALUE;
        return whole(field) + "\0" + (leadingZero ? 'z' : 'n') + String.format("%016x", sortable);
    }

    /** Half a pair of surrogates, as a cut value may end with, is no text in UTF-8. */
    static String whole(String text) {
        StringBuilder mended = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                mended = mended == null ? new StringBuilder(text) : mended;
                mended.setCharAt(i, '\uFFFD');
            }
        }
        return mended == null ? text : mended.toString();
    }
}
