package org.bancada.log.internal;

import java.nio.charset.StandardCharsets;

import org.apache.lucene.document.BinaryPoint;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedSetDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.NumericUtils;
import org.bancada.log.Event;
import org.bancada.log.spi.IndexedEvent;

/** How an event ({@link IndexedEvent}) lies in the index. */
final class Indexed {
    /** Kind, NUL, id. */
    static final String KEY = "key";
    static final String TIME = "time";
    static final String ORDER = "order";
    static final String BYTES = "bytes";
    /** Name, NUL, folded value (of prose: each folded word). */
    static final String TERMS = "terms";
    /** Folded words of all values but prose. */
    static final String WORDS = "words";
    /** Names of the event's fields, and marks, which begin with a control character. */
    static final String NAMES = "names";
    /** Name, NUL, value as it stands, by columns. */
    static final String VALUES = "values";
    /** Hash of the name, number. */
    static final String NUMBERS = "numbers";
    static final String SOURCE = "source";
    static final String ID = "id";
    static final String KIND = "kind";

    private static final FieldType TERM = new FieldType();

    static {
        TERM.setIndexOptions(IndexOptions.DOCS);
        TERM.setOmitNorms(true);
        TERM.setTokenized(false);
        TERM.freeze();
    }

    private Indexed() {
    }

    static String key(String kind, String id) {
        return kind + "\0" + id;
    }

    static Document document(Event event) {
        Document document = new Document();
        document.add(new StringField(KEY, key(event.kind(), event.id()), Field.Store.NO));
        document.add(new LongPoint(TIME, event.time().toEpochMilli()));
        document.add(new NumericDocValuesField(TIME, event.time().toEpochMilli()));
        document.add(new NumericDocValuesField(ORDER, event.order()));
        document.add(new StoredField(ID, event.id()));
        document.add(new StoredField(KIND, event.kind()));
        byte[] source = event.json().getBytes(StandardCharsets.UTF_8);
        document.add(new NumericDocValuesField(BYTES, source.length));
        document.add(new StoredField(SOURCE, source));
        IndexedEvent indexed = IndexedEvent.of(event);
        indexed.terms().forEach(term -> document.add(new Field(TERMS, term, TERM)));
        indexed.words().forEach(word -> document.add(new Field(WORDS, word, TERM)));
        indexed.names().forEach(name -> document.add(new Field(NAMES, name, TERM)));
        indexed.marks().forEach(mark -> document.add(new Field(NAMES, mark, TERM)));
        indexed.values().forEach(value -> document.add(new SortedSetDocValuesField(VALUES, new BytesRef(value))));
        indexed.numbers().forEach(each -> document.add(new BinaryPoint(NUMBERS, point(each.field(), each.leadingZero(), each.number()))));
        return document;
    }

    /** @param zero whether the number has a leading zero: it is then equal to none but itself */
    static byte[][] point(String name, boolean zero, double number) {
        byte[] hash = new byte[Long.BYTES];
        NumericUtils.longToSortableBytes(hash(zero ? name + "\0" : name), hash, 0);
        byte[] value = new byte[Long.BYTES];
        // -0.0 and 0.0 are one number.
        NumericUtils.longToSortableBytes(NumericUtils.doubleToSortableLong(number + 0.0), value, 0);
        return new byte[][] {hash, value};
    }

    /** FNV-1a, 64 bits: two names of one lab do not meet. */
    private static long hash(String name) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }
}
