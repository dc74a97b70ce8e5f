package org.bancada.log.internal;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

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

/**
 * How an event lies in the index. All fields of events share a handful of Lucene fields (name and value in one term, as Elasticsearch's
 * {@code flattened} type does), so that a hundred thousand different names cost no more than as many values.
 */
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
    /** Names of the event's fields, and marks that begin with a control character. */
    static final String NAMES = "names";
    /** Name, NUL, value as it stands, by columns. */
    static final String VALUES = "values";
    /** Hash of the name, number. */
    static final String NUMBERS = "numbers";
    static final String SOURCE = "source";
    static final String ID = "id";
    static final String KIND = "kind";

    /** Marks a field that has a value longer than {@link Tokens#LONGEST}. */
    static final String LONG_VALUE = "\u0002";
    /** Marks a field that has a value which may be a date. */
    static final String DATE = "\u0003";
    /** Marks an event with a word longer than {@link Tokens#LONGEST}. */
    static final String LONG_WORD = "\u0004";

    private static final Pattern NUMBER = Pattern.compile("[-+]?\\d+(\\.\\d+)?");
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
        Set<String> terms = new HashSet<>();
        Set<String> words = new HashSet<>();
        Set<String> names = new HashSet<>();
        for (Map.Entry<String, List<String>> field : event.fields().entrySet()) {
            String name = field.getKey();
            if (!name.equals(Event.ID) && !name.equals(Event.TIME)) {
                names.add(name);
                for (String value : field.getValue()) {
                    value(document, name, value, terms, words, names);
                }
            }
        }
        terms.forEach(term -> document.add(new Field(TERMS, term, TERM)));
        words.forEach(word -> document.add(new Field(WORDS, word, TERM)));
        names.forEach(name -> document.add(new Field(NAMES, name, TERM)));
        return document;
    }

    private static void value(Document document, String name, String value, Set<String> terms, Set<String> words, Set<String> names) {
        boolean cut;
        if (Event.isProse(name)) {
            cut = Tokens.each(value, word -> terms.add(name + "\0" + word));
        } else {
            String shown = value.length() > Tokens.LONGEST ? value.substring(0, Tokens.LONGEST) : value;
            terms.add(name + "\0" + Tokens.fold(shown));
            document.add(new SortedSetDocValuesField(VALUES, new BytesRef(name + "\0" + shown)));
            if (value.length() > Tokens.LONGEST) {
                names.add(LONG_VALUE + name);
            }
            cut = !name.equals(Event.KIND) && Tokens.each(value, words::add);
        }
        if (cut) {
            names.add(LONG_WORD);
        }
        if (isNumber(value)) {
            document.add(new BinaryPoint(NUMBERS, point(name, hasLeadingZero(value), Double.parseDouble(value))));
        } else if (value.length() >= 10 && value.length() <= 35 && value.charAt(4) == '-') {
            names.add(DATE + name);
        }
    }

    static boolean isNumber(String value) {
        return value.length() <= 42 && NUMBER.matcher(value).matches();
    }

    private static boolean hasLeadingZero(String number) {
        return number.length() > 1 && number.charAt(0) == '0' && number.charAt(1) != '.';
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
