package org.bancada.store.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import org.bancada.core.DataFolder;
import org.bancada.core.ProblemException;
import org.bancada.store.Database;
import org.bancada.store.DataFolders;
import org.bancada.store.OpenDataFolder;
import org.bancada.store.Schema;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SqliteDatabaseTest {
    private static final Schema ONE = Schema.of("test", Schema.Migration.of("CREATE TABLE test_row (content TEXT)"));
    private static final Schema TWO = Schema.of("test", ONE.migrations().get(0), Schema.Migration.of("ALTER TABLE test_row ADD COLUMN more TEXT",
            "UPDATE test_row SET more = content || '!'"));

    @TempDir
    private Path temporary;
    private DataFolder folder;

    @BeforeEach
    void makeFolder() throws Exception {
        try (OpenDataFolder open = DataFolders.open(temporary, "test")) {
            folder = open.folder();
        }
    }

    private static void insert(Database database, String content) throws ProblemException {
        database.execute(connection -> {
            try (var insert = connection.prepareStatement("INSERT INTO test_row (content) VALUES (?)")) {
                insert.setString(1, content);
                insert.executeUpdate();
            }
        });
    }

    private static String all(Database database, String column) throws ProblemException {
        return database.read(connection -> {
            try (var rows = connection.createStatement().executeQuery("SELECT group_concat(" + column + ") FROM test_row")) {
                rows.next();
                return String.valueOf(rows.getString(1));
            }
        });
    }

    private void fill(int rows) throws ProblemException {
        SqliteDatabase database = new SqliteDatabase(folder);
        database.migrate(ONE);
        database.execute(connection -> {
            try (var insert = connection.prepareStatement("INSERT INTO test_row (content) VALUES (?)")) {
                for (int i = 0; i < rows; i++) {
                    insert.setString(1, "content of row " + i);
                    insert.executeUpdate();
                }
            }
        });
        database.close();
    }

    @Test
    void keepsWhatWasWrittenAndMovesOnToNewerSchemas() throws Exception {
        SqliteDatabase first = new SqliteDatabase(folder);
        first.migrate(ONE);
        first.migrate(ONE);
        insert(first, "a");
        first.close();
        SqliteDatabase second = new SqliteDatabase(folder);
        second.migrate(TWO);
        assertEquals("a!", all(second, "more"));
        second.close();
        assertEquals("rw-------", java.nio.file.attribute.PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.database())));
    }

    @Test
    void refusesASchemaThatANewerProgramWrote() throws Exception {
        SqliteDatabase newer = new SqliteDatabase(folder);
        newer.migrate(TWO);
        insert(newer, "kept");
        newer.close();
        SqliteDatabase older = new SqliteDatabase(folder);
        ProblemException refused = assertThrows(ProblemException.class, () -> older.migrate(ONE));
        assertTrue(refused.problem().line().contains("\"test\""), refused.problem().line());
        assertEquals(folder.database().toString(), refused.problem().where());
        assertEquals(refused.problem(), older.problem().orElseThrow());
        assertEquals("kept", all(older, "content"));
        older.close();
    }

    @Test
    void aFailingMigrationLeavesNothing() throws Exception {
        SqliteDatabase database = new SqliteDatabase(folder);
        Schema broken = Schema.of("test", ONE.migrations().get(0), Schema.Migration.of("CREATE TABLE test_more (id INTEGER)", "NONSENSE"));
        assertThrows(ProblemException.class, () -> database.migrate(broken));
        database.migrate(ONE);
        assertEquals("null", all(database, "content"));
        database.close();
    }

    @Test
    void aTransactionIsAllOrNothingAndSeesItself() throws Exception {
        SqliteDatabase database = new SqliteDatabase(folder);
        database.migrate(ONE);
        assertThrows(IllegalStateException.class, () -> database.execute(connection -> {
            insert(database, "lost");
            assertEquals("lost", all(database, "content"));
            throw new IllegalStateException();
        }));
        assertThrows(ProblemException.class, () -> database.execute(connection -> {
            insert(database, "lost too");
            throw new SQLException("broken");
        }));
        insert(database, "kept");
        assertEquals("kept", all(database, "content"));
        database.close();
    }

    @Test
    void readersDoNotWaitForTheWriter() throws Exception {
        SqliteDatabase database = new SqliteDatabase(folder);
        database.migrate(ONE);
        insert(database, "before");
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Thread writer = Thread.ofVirtual().start(() -> {
            try {
                database.execute(connection -> {
                    insert(database, "during");
                    inside.countDown();
                    try {
                        end.await();
                    } catch (InterruptedException ended) {
                        Thread.currentThread().interrupt();
                    }
                });
            } catch (ProblemException failed) {
                throw new AssertionError(failed);
            }
        });
        inside.await();
        assertEquals("before", all(database, "content"));
        end.countDown();
        writer.join();
        assertEquals("before,during", all(database, "content"));
        database.close();
    }

    private void assertDamaged() throws Exception {
        byte[] before = Files.readAllBytes(folder.database());
        try (OpenDataFolder open = DataFolders.open(temporary, "test")) {
            ProblemException damaged = assertThrows(ProblemException.class, open::checkDatabase);
            assertEquals(folder.database().toString(), damaged.problem().where());
            assertFalse(damaged.problem().cure().isEmpty());
            assertArrayEquals(before, Files.readAllBytes(folder.database()));
            Path aside = open.moveDatabaseAside();
            assertArrayEquals(before, Files.readAllBytes(aside));
            open.checkDatabase();
            SqliteDatabase fresh = new SqliteDatabase(folder);
            fresh.migrate(ONE);
            assertEquals("null", all(fresh, "content"));
            fresh.close();
        }
    }

    @Test
    void aFileThatIsNoDatabaseIsKept() throws Exception {
        Files.writeString(folder.database(), "this is not a database, but somebody's notes\n".repeat(100));
        SqliteDatabase database = new SqliteDatabase(folder);
        ProblemException damaged = assertThrows(ProblemException.class, () -> database.migrate(ONE));
        assertTrue(damaged.problem().line().contains("bancada.db"), damaged.problem().line());
        assertTrue(database.problem().isPresent());
        database.close();
        assertDamaged();
    }

    @Test
    void anEmptyFileIsNotTakenForANewDatabase() throws Exception {
        Files.createFile(folder.database());
        assertDamaged();
    }

    @Test
    void aTruncatedFileIsKept() throws Exception {
        fill(5_000);
        try (RandomAccessFile file = new RandomAccessFile(folder.database().toFile(), "rw")) {
            file.setLength(file.length() / 2);
        }
        assertDamaged();
    }

    @Test
    void aPageOverwrittenInTheMiddleIsFound() throws Exception {
        fill(5_000);
        try (RandomAccessFile file = new RandomAccessFile(folder.database().toFile(), "rw")) {
            file.seek(file.length() / 4096 / 2 * 4096);
            file.write(new byte[8192]);
        }
        assertDamaged();
    }

    @Test
    void somebodyElsesDatabaseIsKept() throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.database())) {
            connection.createStatement().execute("CREATE TABLE theirs (id INTEGER)");
        }
        assertDamaged();
    }

    @Test
    void aJournalWithoutItsDatabaseIsNotThrownAway() throws Exception {
        Path journal = Files.writeString(temporary.resolve("bancada.db-wal"), "what was not yet folded in");
        SqliteDatabase database = new SqliteDatabase(folder);
        assertThrows(ProblemException.class, () -> database.migrate(ONE));
        assertEquals("what was not yet folded in", Files.readString(journal));
        database.close();
        try (OpenDataFolder open = DataFolders.open(temporary, "test")) {
            open.moveDatabaseAside();
        }
        fill(1);
    }

    @Test
    void everyReportedCommitSurvivesAKill() throws Exception {
        Process child = Child.start(List.of(), "write", temporary);
        int last = 0;
        BufferedReader said = child.inputReader();
        while (last < 500) {
            last = Integer.parseInt(said.readLine());
        }
        child.toHandle().destroyForcibly();
        String line = said.readLine();
        while (line != null && line.matches("\\d+")) {
            last = Integer.parseInt(line);
            line = said.readLine();
        }
        child.waitFor();
        try (OpenDataFolder open = DataFolders.open(temporary, "test")) {
            open.checkDatabase();
            SqliteDatabase database = new SqliteDatabase(folder);
            int rows = database.read(connection -> {
                try (var count = connection.createStatement().executeQuery("SELECT count(*) FROM child_row")) {
                    count.next();
                    return count.getInt(1);
                }
            });
            assertTrue(rows >= last, rows + " rows of " + last);
            database.close();
            try (var left = Files.list(open.folder().temporary())) {
                assertEquals(List.of(), left.filter(f -> f.toString().contains("sqlite") && f.toString().endsWith(".lck")).toList());
            }
        }
    }

    @Test
    void aFullDiskIsSaidAndNothingIsLost() throws Exception {
        Path small = Files.createDirectory(temporary.resolve("small"));
        List<String> mount = List.of("unshare", "-rm", "sh", "-c", "mount -t tmpfs -o size=4m none \"$0\" && exec \"$@\"", small.toString());
        assumeTrue(new ProcessBuilder(concat(mount, "true")).start().waitFor() == 0, "no right to mount a small file system");
        Process child = Child.start(mount, "fill", small.resolve("data"));
        String last = child.inputReader().lines().reduce("", (a, b) -> b);
        assertTrue(last.matches("wrote (\\d+) kept \\1: .*bancada\\.db: The disk is full.*"), last);
    }

    private static List<String> concat(List<String> list, String last) {
        List<String> all = new java.util.ArrayList<>(list);
        all.add(last);
        return all;
    }
}
