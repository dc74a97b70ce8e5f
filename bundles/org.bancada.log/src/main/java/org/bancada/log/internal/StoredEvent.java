package org.bancada.log.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.StoredFieldVisitor;
import org.apache.lucene.index.StoredFields;
import org.bancada.log.Event;

/** Reads an event back. */
final class StoredEvent extends StoredFieldVisitor {
    private String id = "";
    private String kind = "";
    private String json = "{}";

    private StoredEvent() {
    }

    static Event read(StoredFields fields, int document, long millis, long order) throws IOException {
        StoredEvent stored = new StoredEvent();
        fields.document(document, stored);
        return new Event(stored.id, stored.kind, Instant.ofEpochMilli(millis), order, stored.json);
    }

    @Override
    public Status needsField(FieldInfo field) {
        return Status.YES;
    }

    @Override
    public void stringField(FieldInfo field, String value) {
        if (field.name.equals(Indexed.ID)) {
            id = value;
        } else {
            kind = value;
        }
    }

    @Override
    public void binaryField(FieldInfo field, byte[] value) {
        if (field.name.equals(Indexed.ID)) {
            id = Indexed.id(value);
        } else {
            json = new String(value, StandardCharsets.UTF_8);
        }
    }
}
