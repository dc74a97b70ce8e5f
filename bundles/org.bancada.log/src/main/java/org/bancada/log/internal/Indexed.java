package org.bancada.log.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
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
    /** Name, NUL, folded value of all values but prose. */
    static final String TERMS = "terms";
    /** Name, NUL, folded word of prose, with places. */
    static final String PROSE = "prose";
    /** Folded words of all values but prose, with places. */
    static final String WORDS = "words";
    /** Names of the event's fields, and marks, which begin with a control character. */
    static final String NAMES = "names";
    /** Hash of the name, number. */
    static final String NUMBERS = "numbers";
    static final String SOURCE = "source";
    static final String ID = "id";
    static final String KIND = "kind";

    /** Enough that the fields of one kind of event seldom share a column: then each has at most one value in it, which is read twice as fast. */
    private static final int VALUE_COLUMNS = 32;
    private static final FieldType PLACED = new FieldType();

    static {
        PLACED.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS);
        PLACED.setOmitNorms(true);
        PLACED.freeze();
    }

    private Indexed() {
    }

    static String key(String kind, String id) {
        return kind + "\0" + id;
    }

    /** The term of a {@link #key}: shippers name events by random UUIDs, of which half of the characters say nothing. */
    static BytesRef keyTerm(String key) {
        return keyTerm(key, compact(key.substring(key.indexOf('\0') + 1)));
    }

    private static BytesRef keyTerm(String key, byte[] compact) {
        if (compact == null) {
            return new BytesRef(key);
        }
        int end = key.indexOf('\0') + 1;
        byte[] kind = key.substring(0, end).getBytes(StandardCharsets.UTF_8);
        ByteBuffer term = ByteBuffer.allocate(kind.length + 1 + compact.length);
        // A byte that no text has in UTF-8 tells it from every name that is written out.
        return new BytesRef(term.put(kind).put((byte) 0xff).put(compact).array());
    }

    private static byte[] compact(String id) {
        if (!isUuid(id)) {
            return null;
        }
        UUID uuid = UUID.fromString(id);
        return ByteBuffer.allocate(2 * Long.BYTES).putLong(uuid.getMostSignificantBits()).putLong(uuid.getLeastSignificantBits()).array();
    }

    /** As it is written by everybody: {@link UUID#fromString} takes shorter parts and capitals too, which would be lost. */
    private static boolean isUuid(String id) {
        if (id.length() != 36) {
            return false;
        }
        for (int i = 0; i < 36; i++) {
            char c = id.charAt(i);
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash ? c != '-' : (c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    static String id(byte[] compact) {
        ByteBuffer bytes = ByteBuffer.wrap(compact);
        return new UUID(bytes.getLong(), bytes.getLong()).toString();
    }

    /** @param term name, NUL, whatever
     * @return {@link #TERMS} or {@link #PROSE} */
    static String column(String term) {
        int end = term.indexOf('\0');
        return end >= 0 && Event.isProse(term.substring(0, end)) ? PROSE : TERMS;
    }

    /** @param field its name; what is behind a NUL does not matter
     * @return the column in which name, NUL, value as it stands, of a field lie */
    static String valueColumn(String field) {
        int end = field.indexOf('\0');
        return "values" + Long.remainderUnsigned(hash(end < 0 ? field : field.substring(0, end)), VALUE_COLUMNS);
    }

    static Document document(Event event) {
        Document document = new Document();
        byte[] compact = compact(event.id());
        document.add(new StringField(KEY, keyTerm(key(event.kind(), event.id()), compact), Field.Store.NO));
        document.add(new LongPoint(TIME, event.time().toEpochMilli()));
        document.add(NumericDocValuesField.indexedField(TIME, event.time().toEpochMilli()));
        document.add(new NumericDocValuesField(ORDER, event.order()));
        document.add(compact == null ? new StoredField(ID, event.id()) : new StoredField(ID, compact));
        document.add(new StoredField(KIND, event.kind()));
        byte[] source = event.json().getBytes(StandardCharsets.UTF_8);
        document.add(new NumericDocValuesField(BYTES, source.length));
        document.add(new StoredField(SOURCE, source));
        IndexedEvent indexed = IndexedEvent.of(event);
        indexed.keywords().forEach(term -> document.add(new StringField(TERMS, new BytesRef(term), Field.Store.NO)));
        document.add(new Places(PROSE, indexed.prosePlaces()));
        document.add(new Places(WORDS, indexed.wordPlaces()));
        indexed.names().forEach(name -> document.add(new StringField(NAMES, new BytesRef(name), Field.Store.NO)));
        indexed.marks().forEach(mark -> document.add(new StringField(NAMES, new BytesRef(mark), Field.Store.NO)));
        indexed.values().forEach(value -> document.add(new SortedSetDocValuesField(valueColumn(value), new BytesRef(value))));
        indexed.numbers().forEach(each -> document.add(new BinaryPoint(NUMBERS, point(each.field(), each.leadingZero(), each.number()))));
        return document;
    }

    /** Terms with their places; each thread of the index uses one stream for all events. */
    private static final class Places extends Field {
        private final List<IndexedEvent.Placed> places;

        Places(String name, List<IndexedEvent.Placed> places) {
            super(name, PLACED);
            this.places = places;
        }

        @Override
        public TokenStream tokenStream(Analyzer none, TokenStream before) {
            PlacedTerms stream = before instanceof PlacedTerms reused ? reused : new PlacedTerms();
            stream.of(places);
            return stream;
        }
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
