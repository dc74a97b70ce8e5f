package org.bancada.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

import org.bancada.core.Problem;
import org.bancada.core.ProblemException;

/**
 * The one embedded SQLite database of the data folder, an OSGi service: one writer at a time, many readers, none of which waits for the
 * writer. Each engine owns its tables and brings them up by a {@link Schema}. What {@link #write} has returned survives the death of the process.
 * Safe for use by several threads.
 */
public interface Database {

    /**
     * Brings one engine's tables to the newest version of its schema; harmless when they are there. Engines call it when they start.
     *
     * @throws ProblemException when the file is damaged or unreadable (it is left untouched), or was written by a newer program
     */
    void migrate(Schema schema) throws ProblemException;

    /**
     * Runs {@code work} on one consistent view of the data. Within {@link #write} of the same thread it sees what that has written so far.
     *
     * @param work must not keep the connection, nor anything made by it
     */
    <T> T read(Work<T> work) throws ProblemException;

    /**
     * Runs {@code work} as one transaction: all of it or, when it throws, nothing. Within another {@code write} of the same thread it is
     * part of that one.
     *
     * @param work must be short (everybody else who writes waits) and must not keep the connection
     * @throws ProblemException thrown by {@code work}, or because the disk is full or the file damaged
     */
    <T> T write(Work<T> work) throws ProblemException;

    /** As {@link #write}, for work that yields nothing. */
    default void execute(Statements work) throws ProblemException {
        write(connection -> {
            work.on(connection);
            return null;
        });
    }

    /** The first thing that kept the database, or an engine's tables, from coming up; drivers show it when they start. */
    Optional<Problem> problem();

    /** @param <T> what the work yields */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException, ProblemException;
    }

    /** Work that yields nothing. */
    @FunctionalInterface
    interface Statements {
        void on(Connection connection) throws SQLException, ProblemException;
    }
}
