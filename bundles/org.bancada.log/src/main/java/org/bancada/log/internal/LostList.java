package org.bancada.log.internal;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

import org.apache.lucene.codecs.Codec;
import org.apache.lucene.codecs.CodecUtil;
import org.apache.lucene.index.CheckIndex;
import org.apache.lucene.index.IndexFileNames;
import org.apache.lucene.index.SegmentCommitInfo;
import org.apache.lucene.index.SegmentInfo;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexInput;
import org.apache.lucene.util.FixedBitSet;
import org.apache.lucene.util.StringHelper;
import org.apache.lucene.util.Version;

/** Lists the parts of an index anew when the file that did (segments_N) is gone or spoilt: each part says of itself what it is. */
final class LostList {
    private static final String PART = ".si";
    private static final String LIVE = ".liv";
    private static final String LIVE_CODEC = "Lucene90LiveDocs";

    private LostList() {
    }

    /** @return false when there is no part that can be read: then nothing was changed */
    static boolean rewrite(Directory directory) throws IOException {
        SegmentInfos parts = new SegmentInfos(Version.LATEST.major);
        Set<String> lists = new HashSet<>();
        long generation = 0;
        for (String file : directory.listAll()) {
            if (file.endsWith(PART)) {
                parts.counter = Math.max(parts.counter, 1 + Long.parseLong(file.substring(1, file.length() - PART.length()), Character.MAX_RADIX));
                try {
                    parts.add(part(directory, file));
                } catch (IOException | RuntimeException spoilt) {
                    System.getLogger(LostList.class.getName()).log(System.Logger.Level.WARNING, file + " cannot be read", spoilt);
                }
            } else if (file.startsWith(IndexFileNames.SEGMENTS + "_")) {
                lists.add(file);
                generation = Math.max(generation, SegmentInfos.generationFromSegmentsFileName(file));
            }
        }
        if (parts.size() == 0) {
            return false;
        }
        parts.setNextWriteGeneration(generation + 1);
        parts.commit(directory);
        for (String spoilt : lists) {
            directory.deleteFile(spoilt);
        }
        try (CheckIndex check = new CheckIndex(directory)) {
            check.setLevel(CheckIndex.Level.MIN_LEVEL_FOR_INTEGRITY_CHECKS);
            CheckIndex.Status status = check.checkIndex();
            if (!status.clean) {
                check.exorciseIndex(status);
            }
        }
        return true;
    }

    private static SegmentCommitInfo part(Directory directory, String file) throws IOException {
        String name = IndexFileNames.parseSegmentName(file);
        byte[] id = new byte[StringHelper.ID_LENGTH];
        try (IndexInput in = directory.openInput(file, IOContext.READONCE)) {
            // Magic number, name and version of the format; what they are is checked by who reads the part.
            CodecUtil.readBEInt(in);
            in.readString();
            CodecUtil.readBEInt(in);
            in.readBytes(id, 0, id.length);
        }
        Codec codec = new LogCodec();
        SegmentInfo part = codec.segmentInfoFormat().read(directory, name, id, IOContext.READONCE);
        part.setCodec(codec);
        long deletions = -1;
        for (String other : directory.listAll()) {
            if (other.startsWith(name + "_") && other.endsWith(LIVE)) {
                deletions = Math.max(deletions, Long.parseLong(other.substring(name.length() + 1, other.length() - LIVE.length()), Character.MAX_RADIX));
            }
        }
        int deleted = deletions < 0 ? 0 : deleted(directory, part, IndexFileNames.fileNameFromGeneration(name, LIVE.substring(1), deletions), deletions);
        return new SegmentCommitInfo(part, deleted, 0, deletions, -1, -1, StringHelper.randomId());
    }

    private static int deleted(Directory directory, SegmentInfo part, String file, long generation) throws IOException {
        try (IndexInput in = directory.openInput(file, IOContext.READONCE)) {
            in.seek(CodecUtil.indexHeaderLength(LIVE_CODEC, Long.toString(generation, Character.MAX_RADIX)));
            long[] words = new long[FixedBitSet.bits2words(part.maxDoc())];
            in.readLongs(words, 0, words.length);
            return part.maxDoc() - new FixedBitSet(words, part.maxDoc()).cardinality();
        }
    }
}
