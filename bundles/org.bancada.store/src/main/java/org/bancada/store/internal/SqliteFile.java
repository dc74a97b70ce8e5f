package org.bancada.store.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import org.bancada.core.DataFolder;
import org.bancada.core.Messages;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** The database's file: making it, looking whether it is sound, opening connections, and saying its errors for people. */
final class SqliteFile {
    /** "Banc": marks the file as ours, https://www.sqlite.org/pragma.html#pragma_application_id */
    private static final int APPLICATION_ID = 0x42616e63;
    /** Up to this size every page is looked at when the program starts (some 0.1 s). */
    private static final long THOROUGH_BYTES = 64L << 20;
    /** 16 MiB of 4 KiB pages: folding the journal in waits for the disk, the default of 1,000 pages too often under a load of reports. */
    private static final int JOURNAL_PAGES = 4_000;
    private static final int BUSY_MILLIS = 10_000;
    private static final Messages TEXT = Messages.beside(SqliteFile.class);

    private final Path path;
    private final Path temporary;

    SqliteFile(DataFolder folder) {
        path = folder.database();
        temporary = folder.temporary();
        // The driver unpacks its library there; in the system's folder each kill would leave a copy for ever.
        System.setProperty("org.sqlite.tmpdir", temporary.toString());
    }

    /** Makes an empty database when there is none. A crash in the middle leaves nothing: an empty file is never ours. */
    void createIfAbsent() throws ProblemException {
        if (Files.exists(path)) {
            return;
        }
        if (Files.exists(journal())) {
            throw problem("database.journal.alone", path, null);
        }
        Path fresh = temporary.resolve(path.getFileName() + ".new");
        try {
            Files.createDirectories(temporary);
            Files.deleteIfExists(fresh);
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (Connection connection = new SQLiteConfig().createConnection("jdbc:sqlite:" + fresh);
                    Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA application_id = " + APPLICATION_ID);
                statement.execute("CREATE TABLE store_schema (name TEXT PRIMARY KEY, version INTEGER NOT NULL) WITHOUT ROWID");
            }
            Files.move(fresh, path);
        } catch (SQLException failed) {
            throw translated(failed);
        } catch (IOException failed) {
            throw problem("database.failed", path, failed, failed.toString());
        }
    }

    /** See {@link org.bancada.store.OpenDataFolder#checkDatabase}. */
    void check() throws ProblemException {
        // Read-only: a writing connection would fold the journal into a damaged file when it is closed.
        try (Connection connection = open(true)) {
            verifyOurs(connection);
            if (Files.size(path) <= THOROUGH_BYTES) {
                verifyPages(connection);
            }
        } catch (SQLException failed) {
            throw translated(failed);
        } catch (IOException failed) {
            throw problem("database.failed", path, failed, failed.toString());
        }
    }

    private void verifyOurs(Connection connection) throws SQLException, ProblemException {
        if (Files.isRegularFile(path) && path.toFile().length() == 0) {
            throw problem("database.damaged", path, null, "0 bytes");
        }
        try (Statement statement = connection.createStatement();
                ResultSet id = statement.executeQuery("SELECT application_id, (SELECT count(*) FROM store_schema) FROM pragma_application_id")) {
            if (!id.next() || id.getInt(1) != APPLICATION_ID) {
                throw problem("database.foreign", path, null);
            }
        }
    }

    private void verifyPages(Connection connection) throws SQLException, ProblemException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("PRAGMA quick_check(1)")) {
            if (found.next() && !"ok".equals(found.getString(1))) {
                throw problem("database.damaged", path, null, found.getString(1).lines().findFirst().orElse(""));
            }
        }
    }

    /** A connection that begins a transaction with its first statement. */
    Connection open(boolean readOnly) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(readOnly);
        config.setBusyTimeout(BUSY_MILLIS);
        config.enforceForeignKeys(true);
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        if (!readOnly) {
            config.setJournalMode(SQLiteConfig.JournalMode.WAL);
            // In WAL mode NORMAL keeps every commit over the death of the process, and the file sound over a power cut.
            config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        }
        Connection connection = config.createConnection("jdbc:sqlite:" + path);
        if (!readOnly) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA wal_autocheckpoint = " + JOURNAL_PAGES);
            }
        }
        connection.setAutoCommit(false);
        return connection;
    }

    Connection openVerified() throws SQLException, ProblemException {
        createIfAbsent();
        try (Connection look = open(true)) {
            verifyOurs(look);
        }
        return open(false);
    }

    /** What a person should read about an error of the database. */
    ProblemException translated(SQLException failed) {
        SQLiteErrorCode code = failed instanceof SQLiteException sqlite ? sqlite.getResultCode() : SQLiteErrorCode.UNKNOWN_ERROR;
        // Extended codes carry the primary one in their low byte, https://www.sqlite.org/rescode.html
        SQLiteErrorCode primary = SQLiteErrorCode.getErrorCode(code.code & 0xff);
        return switch (primary) {
            case SQLITE_CORRUPT, SQLITE_NOTADB -> problem("database.damaged", path, failed, failed.getMessage());
            case SQLITE_FULL -> problem("database.full", path, failed);
            case SQLITE_CANTOPEN, SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH -> problem("database.not.writable", path, failed, failed.getMessage());
            default -> problem("database.failed", path, failed, failed.getMessage());
        };
    }

    ProblemException newer(String schema, int found, int known) {
        return problem("database.newer", path, null, schema, Integer.toString(found), Integer.toString(known));
    }

    private Path journal() {
        return path.resolveSibling(path.getFileName() + "-wal");
    }

    private static ProblemException problem(String key, Path where, Exception cause, Object... arguments) {
        return new ProblemException(new Problem(TEXT.text(key, arguments), where.toString(), TEXT.text(key + ".cure")), cause);
    }
}
