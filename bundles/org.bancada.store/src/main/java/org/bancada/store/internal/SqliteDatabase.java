package org.bancada.store.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;

import org.bancada.core.DataFolder;
import org.bancada.core.Messages;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.store.Database;
import org.bancada.store.Schema;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** The database on one writing connection and a few reading ones, opened when they are first wanted. */
@Component(service = Database.class)
public final class SqliteDatabase implements Database {
    private static final int READERS = 6;
    private static final Messages TEXT = Messages.beside(SqliteDatabase.class);

    private final SqliteFile file;
    private final ReentrantLock writing = new ReentrantLock(true);
    private final Semaphore reading = new Semaphore(READERS);
    private final Deque<Connection> idle = new ArrayDeque<>();
    private volatile Connection writer;
    private int depth;
    private boolean closed;
    private volatile Problem problem;

    @Activate
    public SqliteDatabase(@Reference DataFolder folder) {
        file = new SqliteFile(folder);
    }

    @Override
    public void migrate(Schema schema) throws ProblemException {
        try {
            execute(connection -> migrate(connection, schema));
        } catch (ProblemException failed) {
            if (problem == null) {
                problem = failed.problem();
            }
            throw failed;
        }
    }

    private void migrate(Connection connection, Schema schema) throws SQLException, ProblemException {
        int found = version(connection, schema.name());
        if (found > schema.version()) {
            throw file.newer(schema.name(), found, schema.version());
        }
        if (found == schema.version()) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            for (Schema.Migration step : schema.migrations().subList(found, schema.version())) {
                for (String sql : step.statements()) {
                    statement.execute(sql);
                }
            }
        }
        try (PreparedStatement note = connection.prepareStatement("INSERT OR REPLACE INTO store_schema (name, version) VALUES (?, ?)")) {
            note.setString(1, schema.name());
            note.setInt(2, schema.version());
            note.executeUpdate();
        }
    }

    private static int version(Connection connection, String schema) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT version FROM store_schema WHERE name = ?")) {
            query.setString(1, schema);
            try (ResultSet found = query.executeQuery()) {
                return found.next() ? found.getInt(1) : 0;
            }
        }
    }

    @Override
    public <T> T read(Work<T> work) throws ProblemException {
        if (writing.isHeldByCurrentThread()) {
            return write(work);
        }
        if (writer == null) {
            writer();
        }
        reading.acquireUninterruptibly();
        Connection connection = null;
        try {
            connection = takeReader();
            T result = work.on(connection);
            connection.rollback();
            giveBack(connection);
            connection = null;
            return result;
        } catch (SQLException failed) {
            throw file.translated(failed);
        } finally {
            closeQuietly(connection);
            reading.release();
        }
    }

    private Connection takeReader() throws SQLException, ProblemException {
        synchronized (idle) {
            if (closed) {
                throw closed();
            }
            if (!idle.isEmpty()) {
                return idle.pop();
            }
        }
        return file.open(true);
    }

    private void giveBack(Connection connection) {
        synchronized (idle) {
            if (!closed) {
                idle.push(connection);
                return;
            }
        }
        closeQuietly(connection);
    }

    @Override
    public <T> T write(Work<T> work) throws ProblemException {
        writing.lock();
        try {
            Connection connection = writer();
            depth++;
            boolean outermost = depth == 1;
            boolean done = false;
            try {
                T result = work.on(connection);
                if (outermost) {
                    connection.commit();
                }
                done = true;
                return result;
            } finally {
                depth--;
                if (outermost && !done) {
                    rollback(connection);
                }
            }
        } catch (SQLException failed) {
            throw file.translated(failed);
        } finally {
            writing.unlock();
        }
    }

    private Connection writer() throws ProblemException {
        writing.lock();
        try {
            synchronized (idle) {
                if (closed) {
                    throw closed();
                }
            }
            if (writer == null) {
                writer = file.openVerified();
            }
            return writer;
        } catch (SQLException failed) {
            ProblemException translated = file.translated(failed);
            problem = translated.problem();
            throw translated;
        } finally {
            writing.unlock();
        }
    }

    private static ProblemException closed() {
        return new ProblemException(Problem.of(TEXT.text("database.closed")));
    }

    private static void rollback(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException failed) {
            System.getLogger(SqliteDatabase.class.getName()).log(System.Logger.Level.WARNING, "rollback failed", failed);
        }
    }

    private static void closeQuietly(Connection connection) {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException failed) {
                System.getLogger(SqliteDatabase.class.getName()).log(System.Logger.Level.WARNING, "closing a connection failed", failed);
            }
        }
    }

    @Override
    public Optional<Problem> problem() {
        return Optional.ofNullable(problem);
    }

    /** Waits for work under way, then closes the file. */
    @Deactivate
    public void close() {
        synchronized (idle) {
            closed = true;
        }
        reading.acquireUninterruptibly(READERS);
        writing.lock();
        try {
            synchronized (idle) {
                idle.forEach(SqliteDatabase::closeQuietly);
                idle.clear();
            }
            closeQuietly(writer);
            writer = null;
        } finally {
            writing.unlock();
            reading.release(READERS);
        }
    }
}
