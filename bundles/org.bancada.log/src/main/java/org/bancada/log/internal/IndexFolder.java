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
import java.util.stream.Stream;

import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.index.CheckIndex;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.bancada.core.Messages;
import org.bancada.core.Problem;

/** Opens the folder of an index; what is damaged in it is moved into a folder beside it, the rest is used. */
final class IndexFolder {
    private static final Messages TEXT = Messages.beside(IndexFolder.class);
    private static final double BUFFER_MEGABYTES = 64;
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

    IndexWriter open(Instant now) throws IOException {
        Files.createDirectories(folder);
        directory = FSDirectory.open(folder);
        try {
            return tried();
        } catch (IndexFormatTooNewException | IndexFormatTooOldException other) {
            directory.close();
            throw other;
        } catch (CorruptIndexException | java.nio.file.NoSuchFileException | java.io.FileNotFoundException
                | java.io.EOFException damaged) {
            repair(now);
            return tried();
        }
    }

    /** A writer opens an index without a look at its parts; a reader looks. */
    private IndexWriter tried() throws IOException {
        if (DirectoryReader.indexExists(directory)) {
            DirectoryReader.open(directory).close();
        } else if (Stream.of(directory.listAll()).anyMatch(name -> name.startsWith("_"))) {
            throw new IndexNotFoundException("parts without a list of them");
        }
        IndexWriterConfig config = new IndexWriterConfig(null).setCodec(new Lucene104Codec(Lucene104Codec.Mode.BEST_COMPRESSION))
                .setRAMBufferSizeMB(BUFFER_MEGABYTES).setUseCompoundFile(true).setCommitOnClose(false);
        return new IndexWriter(directory, config);
    }

    private void repair(Instant now) throws IOException {
        Path aside = folder.resolveSibling("damaged-" + STAMP.format(now));
        Files.createDirectories(aside);
        int lost = 0;
        try (CheckIndex check = new CheckIndex(directory)) {
            check.setLevel(CheckIndex.Level.MIN_LEVEL_FOR_INTEGRITY_CHECKS);
            CheckIndex.Status status = check.checkIndex();
            if (!status.missingSegments) {
                copy(aside);
                lost = status.totLoseDocCount;
                check.exorciseIndex(status);
                problems.add(new Problem(TEXT.text("index.damaged", lost), aside.toString(), TEXT.text("index.damaged.cure")));
                return;
            }
        } catch (IOException | RuntimeException hopeless) {
            System.getLogger(IndexFolder.class.getName()).log(System.Logger.Level.DEBUG, "the list of parts cannot be read", hopeless);
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

    private void copy(Path aside) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
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
