package org.bancada.log.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.lucene.codecs.Codec;
import org.apache.lucene.codecs.CodecUtil;
import org.apache.lucene.index.CheckIndex;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexFileNames;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SegmentReader;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.bancada.core.Messages;
import org.bancada.core.Problem;

/** Opens the folder of an index; what is damaged in it is moved into a folder beside it, the rest is used. */
final class IndexFolder {
    private static final Messages TEXT = Messages.beside(IndexFolder.class);
    private static final double BUFFER_MEGABYTES = 64;
    private static final Codec CODEC = new LogCodec();
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Path folder;
    private final List<Problem> problems = new ArrayList<>();
    private Directory directory;

    IndexFolder(Path folder) {
        this.folder = folder;
    }

    /** What had to be set aside. */
    List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** @param thorough whether every byte is to be looked at */
    IndexWriter open(Instant now, boolean thorough) throws IOException {
        Path before = before();
        if (Files.exists(before) && !Files.exists(folder)) {
            // Killed between two steps of a renewal.
            Files.move(before, folder);
        }
        Files.createDirectories(folder);
        directory = FSDirectory.open(folder);
        try {
            if (thorough && DirectoryReader.indexExists(directory)) {
                check();
            }
            return tried();
        } catch (IndexFormatTooNewException other) {
            directory.close();
            throw other;
        } catch (IndexFormatTooOldException other) {
            if (other.getMaxVersion() == null || other.getMaxVersion() != CodecUtil.CODEC_MAGIC) {
                directory.close();
                throw other;
            }
            // A file that begins with something else counts as older than every version that this program wrote.
            repair(now);
            return tried();
        } catch (CorruptIndexException | java.nio.file.NoSuchFileException | java.io.FileNotFoundException
                | java.io.EOFException damaged) {
            repair(now);
            return tried();
        }
    }

    private void check() throws IOException {
        try (DirectoryReader reader = DirectoryReader.open(directory)) {
            for (LeafReaderContext part : reader.leaves()) {
                part.reader().checkIntegrity();
            }
        }
    }

    /** Where what is damaged is moved. */
    static Path aside(Path root, Instant now) throws IOException {
        return Files.createDirectories(root.resolve("damaged-" + STAMP.format(now)));
    }

    /** A writer opens an index without a look at its parts; a reader looks. */
    private IndexWriter tried() throws IOException {
        if (DirectoryReader.indexExists(directory)) {
            boolean foreign;
            try (DirectoryReader reader = DirectoryReader.open(directory)) {
                foreign = reader.leaves().stream().anyMatch(part -> !codec(part).equals(CODEC.getName()));
            }
            if (foreign) {
                renew();
            }
        } else if (Stream.of(directory.listAll()).anyMatch(name -> name.startsWith("_"))) {
            throw new IndexNotFoundException("parts without a list of them");
        }
        return new IndexWriter(directory, config());
    }

    private static IndexWriterConfig config() {
        return new IndexWriterConfig(null).setCodec(CODEC).setRAMBufferSizeMB(BUFFER_MEGABYTES).setUseCompoundFile(true).setCommitOnClose(false);
    }

    private static String codec(LeafReaderContext part) {
        return ((SegmentReader) part.reader()).getSegmentInfo().info.getCodec().getName();
    }

    private Path before() {
        return folder.resolveSibling(folder.getFileName() + "-before");
    }

    /** Writes an index of an earlier version of this program anew; the events are in it as they were shipped. */
    private void renew() throws IOException {
        Path fresh = folder.resolveSibling(folder.getFileName() + "-renewed");
        remove(fresh);
        remove(before());
        try (DirectoryReader reader = DirectoryReader.open(directory); Directory to = FSDirectory.open(fresh); IndexWriter writer = new IndexWriter(to, config())) {
            for (LeafReaderContext part : reader.leaves()) {
                renew(part.reader(), writer);
            }
            writer.setLiveCommitData(reader.getIndexCommit().getUserData().entrySet());
            writer.commit();
        }
        directory.close();
        Files.move(folder, before());
        Files.move(fresh, folder);
        remove(before());
        directory = FSDirectory.open(folder);
    }

    private static void renew(LeafReader part, IndexWriter writer) throws IOException {
        StoredFields stored = part.storedFields();
        NumericDocValues times = DocValues.getNumeric(part, Indexed.TIME);
        NumericDocValues orders = DocValues.getNumeric(part, Indexed.ORDER);
        for (int document = 0; document < part.maxDoc(); document++) {
            if (part.getLiveDocs() == null || part.getLiveDocs().get(document)) {
                times.advanceExact(document);
                orders.advanceExact(document);
                writer.addDocument(Indexed.document(StoredEvent.read(stored, document, times.longValue(), orders.longValue())));
            }
        }
    }

    private static void remove(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    private void repair(Instant now) throws IOException {
        Path aside = aside(folder.getParent(), now);
        int lost = 0;
        try (CheckIndex check = new CheckIndex(directory)) {
            check.setLevel(CheckIndex.Level.MIN_LEVEL_FOR_INTEGRITY_CHECKS);
            CheckIndex.Status status = check.checkIndex();
            if (!status.missingSegments) {
                Set<String> broken = status.segmentInfos.stream().filter(part -> part.toLoseDocCount > 0).map(part -> part.name).collect(Collectors.toSet());
                copy(aside, broken);
                lost = status.totLoseDocCount;
                check.exorciseIndex(status);
                problems.add(new Problem(TEXT.text("index.damaged", lost), aside.toString(), TEXT.text("index.damaged.cure")));
                return;
            }
        } catch (IOException | RuntimeException hopeless) {
            System.getLogger(IndexFolder.class.getName()).log(System.Logger.Level.DEBUG, "the list of parts cannot be read", hopeless);
        }
        if (LostList.rewrite(directory)) {
            copy(aside, Set.of());
            problems.add(new Problem(TEXT.text("index.list"), aside.toString(), TEXT.text("index.damaged.cure")));
            return;
        }
        directory.close();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.move(file, aside.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        directory = FSDirectory.open(folder);
        problems.add(new Problem(TEXT.text("index.lost"), aside.toString(), TEXT.text("index.damaged.cure")));
    }

    /** Only what is broken: links to whole parts would keep their room when they are merged. */
    private void copy(Path aside, Set<String> parts) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(file -> parts.contains(IndexFileNames.parseSegmentName(file.getFileName().toString()))
                    || file.getFileName().toString().startsWith(IndexFileNames.SEGMENTS)).toList()) {
                try {
                    Files.createLink(aside.resolve(file.getFileName()), file);
                } catch (IOException | UnsupportedOperationException noLinks) {
                    Files.copy(file, aside.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    void close() throws IOException {
        directory.close();
    }
}
