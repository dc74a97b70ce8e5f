package org.bancada.log.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.FSDirectory;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.log.LogStore;
import org.bancada.log.NewEvent;
import org.bancada.log.StoreFullException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The contract on the embedded store, and what only it can meet: death, damage, a full disk. */
@Timeout(300)
class LuceneLogStoreTest extends LogStoreContract {
    @TempDir
    private Path folder;
    private LuceneLogStore store;

    @BeforeEach
    void open() {
        store = new LuceneLogStore(folder.resolve("logs"), InstantSource.system(), 0);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    protected LogStore store() {
        return store;
    }

    private void reopen() {
        store.close();
        open();
    }

    @Test
    void keepsEverythingOverARestart() throws Exception {
        store.add(List.of(event("a", "k", json(NOON, "\"message\":\"before\""))));
        reopen();
        store.add(List.of(event(null, "k", json(NOON, "\"message\":\"after\""))));
        assertEquals(List.of("after", "before"), store.newest(query("*"), 5, Progress.none()).stream().map(e -> e.message()).toList());
    }

    /** Adds events until it is killed, and says the id of each one that was acknowledged. */
    static final class Child {
        public static void main(String[] arguments) throws Exception {
            LuceneLogStore store = new LuceneLogStore(Path.of(arguments[0]), InstantSource.system(), 0);
            for (int batch = 0; batch < 1_000_000; batch++) {
                List<NewEvent> events = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    // Every other event has a name of its own, as rsyslog gives, the others are named by the store.
                    events.add(event(i % 2 == 0 ? "named-" + batch + "-" + i : null, "k", json(NOON.plusMillis(batch), "\"message\":\"line " + i + "\"")));
                }
                store.add(events).forEach(outcome -> System.out.println(outcome.id()));
                System.out.flush();
            }
        }
    }

    @Test
    void aKillLosesNothingThatWasAcknowledgedAndDoublesNothing() throws Exception {
        Path killed = folder.resolve("killed");
        Set<String> acknowledged = new HashSet<>();
        for (int round = 0; round < 2; round++) {
            Process child = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-cp", System.getProperty("java.class.path"),
                    Child.class.getName(), killed.toString()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            try (BufferedReader out = new BufferedReader(new InputStreamReader(child.getInputStream()))) {
                int seen = 0;
                String line = out.readLine();
                while (line != null) {
                    acknowledged.add(line);
                    seen++;
                    if (seen == 2_000) {
                        // Not of the process itself: that would close its output, which is still to be read.
                        child.toHandle().destroyForcibly();
                    }
                    line = out.readLine();
                }
            }
            child.waitFor();
        }
        assertTrue(acknowledged.size() >= 2_000, acknowledged.size() + " acknowledged");
        // The last line may have been cut by the death.
        try (LuceneLogStoreHandle opened = new LuceneLogStoreHandle(killed)) {
            List<String> found = new ArrayList<>();
            opened.store.export(query("*"), event -> found.add(event.id()), Progress.none());
            Set<String> once = new HashSet<>(found);
            assertEquals(found.size(), once.size(), "events twice");
            acknowledged.removeAll(once);
            acknowledged.removeIf(cut -> once.stream().anyMatch(id -> id.startsWith(cut)));
            assertEquals(Set.of(), acknowledged);
        }
    }

    private record LuceneLogStoreHandle(LuceneLogStore store) implements AutoCloseable {
        LuceneLogStoreHandle(Path folder) {
            this(new LuceneLogStore(folder, InstantSource.system(), 0));
        }

        @Override
        public void close() {
            store.close();
        }
    }

    @Test
    void aClockThatIsSetBackChangesNoOrder() throws Exception {
        for (String year : List.of("2030", "2020", "1971", "9999", "2026")) {
            store.close();
            store = new LuceneLogStore(folder.resolve("logs"), InstantSource.fixed(java.time.Instant.parse(year + "-01-01T00:00:00Z")), 0);
            store.add(List.of(event(null, "k", json(NOON, "\"message\":\"" + year + "\""))));
        }
        assertEquals(List.of("2026", "9999", "1971", "2020", "2030"), store.newest(query("*"), 9, Progress.none()).stream().map(e -> e.message()).toList());
    }

    @Test
    void anIndexOfAnEarlierVersionIsWrittenAnew() throws Exception {
        Path old = folder.resolve("old");
        try (FSDirectory directory = FSDirectory.open(old.resolve("index"));
                IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(null).setCodec(new Lucene104Codec()))) {
            for (String id : List.of("a", "0e984725-c51c-4bf4-9960-e1c80e27aba0")) {
                Document document = new Document();
                document.add(new StringField("key", "k\0" + id, Field.Store.NO));
                document.add(new LongPoint("time", NOON.toEpochMilli()));
                document.add(new NumericDocValuesField("time", NOON.toEpochMilli()));
                document.add(new NumericDocValuesField("order", 7));
                document.add(new StoredField("id", id));
                document.add(new StoredField("kind", "k"));
                document.add(new StoredField("source", "{\"message\":\"before the change\"}".getBytes(StandardCharsets.UTF_8)));
                writer.addDocument(document);
            }
        }
        try (LuceneLogStoreHandle opened = new LuceneLogStoreHandle(old)) {
            assertEquals(2, opened.store.count(query("message: \"before the\""), Progress.none()));
            assertEquals(List.of(409, 409), opened.store.add(List.of(new NewEvent("a", "k", true, "{}", NOON),
                    new NewEvent("0e984725-c51c-4bf4-9960-e1c80e27aba0", "k", true, "{}", NOON))).stream().map(o -> o.status()).toList());
            assertEquals(List.of(), opened.store.problems());
        }
    }

    @Test
    void aHalfWrittenJournalIsReadToItsLastWholeBlock() throws Exception {
        store.close();
        Path root = Files.createDirectories(folder.resolve("half"));
        try (Journal journal = new Journal(root)) {
            journal.append(List.of(new org.bancada.log.Event("a", "k", NOON, 1, "{\"message\":\"whole\"}")));
            journal.append(List.of(new org.bancada.log.Event("b", "k", NOON, 2, "{\"message\":\"cut\"}")));
        }
        Path file = root.resolve("journal-1");
        try (var channel = java.nio.channels.FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(Files.size(file) - 3);
        }
        try (LuceneLogStoreHandle opened = new LuceneLogStoreHandle(root)) {
            assertEquals(List.of("whole"), opened.store.newest(query("*"), 5, Progress.none()).stream().map(e -> e.message()).toList());
        }
    }

    /** The middle of three blocks, in every way; also something that looks like the beginning of a block. */
    @Test
    void aJournalGarbledInTheMiddleLosesThatPartAloneAndSaysSo() throws Exception {
        store.close();
        for (int round = 0; round < 40; round++) {
            Path root = Files.createDirectories(folder.resolve("garbled" + round));
            long begin;
            long end;
            Path file = root.resolve("journal-1");
            try (Journal journal = new Journal(root)) {
                journal.append(List.of(new org.bancada.log.Event("a", "k", NOON, 1, "{\"message\":\"first\"}")));
                begin = Files.size(file);
                journal.append(List.of(new org.bancada.log.Event("b", "k", NOON, 2, "{\"message\":\"" + "broken ".repeat(100) + "\"}")));
                end = Files.size(file);
                journal.append(List.of(new org.bancada.log.Event("c", "k", NOON, 3, "{\"message\":\"last\"}")));
            }
            byte[] bytes = Files.readAllBytes(file);
            Random random = new Random(round);
            for (int change = 0; change <= round; change++) {
                bytes[(int) begin + (change == 0 ? round % 8 : random.nextInt((int) (end - begin)))] += (byte) (1 + random.nextInt(255));
            }
            Files.write(file, bytes);
            try (LuceneLogStoreHandle opened = new LuceneLogStoreHandle(root)) {
                assertEquals(List.of("last", "first"), opened.store.newest(query("*"), 5, Progress.none()).stream().map(e -> e.message()).toList(), "seed " + round);
                assertEquals(1, opened.store.problems().size(), "seed " + round);
                Path aside = Path.of(opened.store.problems().getFirst().where()).resolve("journal-1");
                assertTrue(java.util.Arrays.equals(bytes, Files.readAllBytes(aside)), "seed " + round);
            }
            try (LuceneLogStoreHandle again = new LuceneLogStoreHandle(root)) {
                assertEquals(2, again.store.count(query("*"), Progress.none()));
                assertEquals(List.of(), again.store.problems());
            }
        }
    }

    /** A disk that changed bytes inside of a part: nothing notices before they are read, so they are read after each start. */
    @Test
    void aPartGarbledInsideIsFoundByItselfAndSetAside() throws Exception {
        for (int part = 0; part < 2; part++) {
            int number = part;
            store.add(IntStream.range(0, 2_000).mapToObj(i -> event(number + "-" + i, "k", json(NOON.plusMillis(i), "\"message\":\"part " + number + " " + i + "\""))).toList());
            reopen();
        }
        store.close();
        Path damaged;
        try (Stream<Path> files = Files.list(folder.resolve("logs/index"))) {
            damaged = files.filter(f -> f.getFileName().toString().endsWith(".cfs")).sorted().findFirst().orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(damaged);
        for (int at = bytes.length / 3; at < bytes.length / 3 + 200; at++) {
            bytes[at] ^= 0x5a;
        }
        Files.write(damaged, bytes);
        open();
        store.count(query("*"), Progress.none());
        long end = System.nanoTime() + java.time.Duration.ofSeconds(60).toNanos();
        while (store.problems().isEmpty() && System.nanoTime() < end) {
            java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
        }
        assertTrue(store.problems().getFirst().line().contains("2,000") || store.problems().getFirst().line().contains("2000"), store.problems().toString());
        assertEquals(2_000, store.count(query("message: part"), Progress.none()));
        assertEquals(2_000, store.newest(query("message: \"part 1\""), 5_000, Progress.none()).size());
        assertEquals(List.of(201, 409), store.add(List.of(new NewEvent("0-5", "k", true, "{}", NOON), new NewEvent("1-5", "k", true, "{}", NOON))).stream()
                .map(o -> o.status()).toList());
    }

    /** As {@link #aDamagedPartIsSetAsideAndTheRestIsServed}, but the store is open and has taken events since. */
    @Test
    void anIndexThatFailsWhileItIsOpenIsOpenedAnewWithWhatTheJournalHas() throws Exception {
        store.add(List.of(event("a", "k", json(NOON, "\"message\":\"in the index\""))));
        reopen();
        store.add(List.of(event("b", "k", json(NOON, "\"message\":\"in the journal\""))));
        java.lang.reflect.Field field = LuceneLogStore.class.getDeclaredField("index");
        field.setAccessible(true);
        java.lang.reflect.Field writer = EventIndex.class.getDeclaredField("writer");
        writer.setAccessible(true);
        // As after an error of the disk in a merge: Lucene closes what it was writing with.
        ((IndexWriter) writer.get(field.get(store))).rollback();
        assertEquals(201, store.add(List.of(event("c", "k", json(NOON, "\"message\":\"after\"")))).getFirst().status());
        assertEquals(List.of("after", "in the journal", "in the index"), store.newest(query("*"), 5, Progress.none()).stream().map(e -> e.message()).toList());
        assertEquals(List.of(), store.problems());
    }

    @Test
    void aDamagedPartIsSetAsideAndTheRestIsServed() throws Exception {
        store.add(List.of(event("a", "k", json(NOON, "\"message\":\"first\""))));
        reopen();
        store.add(List.of(event("b", "k", json(NOON, "\"message\":\"second\""))));
        store.close();
        Path index = folder.resolve("logs/index");
        Path part;
        try (Stream<Path> files = Files.list(index)) {
            part = files.filter(f -> f.getFileName().toString().endsWith(".cfs")).sorted().findFirst().orElseThrow();
        }
        Files.write(part, new byte[] {1, 2, 3});
        open();
        assertEquals(List.of("second"), store.newest(query("*"), 5, Progress.none()).stream().map(e -> e.message()).toList());
        assertEquals(1, store.problems().size());
        assertTrue(Files.isDirectory(Path.of(store.problems().getFirst().where())), store.problems().toString());
        assertEquals(201, store.add(List.of(event("a", "k", json(NOON, "\"message\":\"again\"")))).getFirst().status());
    }

    @Test
    void theListOfThePartsIsMadeAnewFromTheParts() throws Exception {
        for (String way : List.of("gone", "empty", "garbled")) {
            store.close();
            Path root = folder.resolve("list-" + way);
            store = new LuceneLogStore(root, InstantSource.system(), 0);
            store.add(IntStream.range(0, 500).mapToObj(i -> event("a" + i, "k", json(NOON, "\"message\":\"first\""))).toList());
            store.close();
            store = new LuceneLogStore(root, InstantSource.system(), 0);
            // Replaced and removed: both must stay so.
            store.add(IntStream.range(0, 50).mapToObj(i -> event("a" + i, "k", json(NOON.plusSeconds(i), "\"message\":\"second\""))).toList());
            store.add(List.of(event("old", "k", json(NOON.minusSeconds(9_999_999), "\"message\":\"old\""))));
            store.retain(List.of(new org.bancada.log.Retention("*", java.time.Duration.ofDays(30), 0)), NOON, true, Progress.none());
            store.close();
            try (Stream<Path> files = Files.list(root.resolve("index"))) {
                for (Path file : files.filter(f -> f.getFileName().toString().startsWith("segments")).toList()) {
                    switch (way) {
                        case "gone" -> Files.delete(file);
                        case "empty" -> Files.write(file, new byte[0]);
                        default -> Files.write(file, "no list".repeat(40).getBytes(StandardCharsets.US_ASCII));
                    }
                }
            }
            store = new LuceneLogStore(root, InstantSource.system(), 0);
            assertEquals(500, store.count(query("*"), Progress.none()), way);
            assertEquals(50, store.count(query("second"), Progress.none()), way);
            assertEquals(0, store.count(query("old"), Progress.none()), way);
            assertEquals(1, store.problems().size(), way + " " + store.problems());
            assertEquals(List.of(409, 201), store.add(List.of(new NewEvent("a7", "k", true, "{}", NOON), new NewEvent("new", "k", true, "{}", NOON))).stream()
                    .map(o -> o.status()).toList());
            store.close();
            store = new LuceneLogStore(root, InstantSource.system(), 0);
            assertEquals(501, store.count(query("*"), Progress.none()), way);
            assertEquals(List.of(), store.problems());
        }
    }

    @Test
    void anIndexThatCannotBeReadAtAllIsReplaced() throws Exception {
        store.add(List.of(event("a", "k", json(NOON, "\"message\":\"first\""))));
        store.close();
        try (Stream<Path> files = Files.list(folder.resolve("logs/index"))) {
            for (Path file : files.toList()) {
                Files.write(file, new byte[] {0});
            }
        }
        open();
        assertEquals(0, store.count(query("*"), Progress.none()));
        assertFalse(store.problems().isEmpty());
        assertEquals(201, store.add(List.of(event("a", "k", "{}"))).getFirst().status());
    }

    @Test
    void aFullDiskIsSaidAndNothingIsTaken() throws Exception {
        store.add(List.of(event("a", "k", "{}")));
        store.close();
        store = new LuceneLogStore(folder.resolve("logs"), InstantSource.system(), Long.MAX_VALUE);
        ProblemException full = assertThrows(ProblemException.class, () -> store.add(List.of(event("b", "k", "{}"))));
        assertInstanceOf(StoreFullException.class, full.getCause());
        assertTrue(full.problem().line().contains("MiB"), full.problem().line());
        assertEquals(1, store.count(query("*"), Progress.none()));
    }
}
