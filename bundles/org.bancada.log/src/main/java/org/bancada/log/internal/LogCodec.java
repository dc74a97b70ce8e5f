package org.bancada.log.internal;

import org.apache.lucene.codecs.FilterCodec;
import org.apache.lucene.codecs.PostingsFormat;
import org.apache.lucene.codecs.StoredFieldsFormat;
import org.apache.lucene.codecs.bloom.BloomFilteringPostingsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene90.DeflateWithPresetDictCompressionMode;
import org.apache.lucene.codecs.lucene90.compressing.Lucene90CompressingStoredFieldsFormat;

/**
 * Lucene's own format with two changes. In front of the names of events each part has a Bloom filter: whether an event is there already is asked
 * for each one that comes, and nearly always the answer is no. And events are packed in blocks of 16 KiB instead of 48: a page of a hundred
 * scattered events unpacks a hundred blocks.
 */
public final class LogCodec extends FilterCodec {
    private static final int BLOCK = 16 << 10;
    /** Blocks that share a dictionary. */
    private static final int BLOCKS = 10;
    private static final int MOST_EVENTS = 4_096;
    private static final int BLOCK_SHIFT = 10;

    private final StoredFieldsFormat events = new Lucene90CompressingStoredFieldsFormat("BancadaEvents", new DeflateWithPresetDictCompressionMode(),
            BLOCKS * BLOCK, MOST_EVENTS, BLOCK_SHIFT);

    /** Lucene makes it by its name, which each part of an index bears. */
    public LogCodec() {
        super("BancadaLog1", new Lucene104Codec() {
            private final PostingsFormat keys = new BloomFilteringPostingsFormat(PostingsFormat.forName("Lucene104"));

            @Override
            public PostingsFormat getPostingsFormatForField(String field) {
                return field.equals(Indexed.KEY) ? keys : super.getPostingsFormatForField(field);
            }
        });
    }

    @Override
    public StoredFieldsFormat storedFieldsFormat() {
        return events;
    }
}
