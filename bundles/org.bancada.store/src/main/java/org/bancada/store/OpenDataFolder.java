package org.bancada.store;

import java.nio.file.Path;

import org.bancada.core.DataFolder;
import org.bancada.core.ProblemException;

/** The data folder while this process owns it. Closing gives it up; the death of the process does so too. */
public interface OpenDataFolder extends AutoCloseable {

    /** What drivers register as an OSGi service. */
    DataFolder folder();

    /**
     * Looks whether the database can be used, changing nothing in it; harmless when there is none yet. Drivers call it before they
     * register {@link #folder()}.
     *
     * @throws ProblemException naming the file, when it is damaged or no database
     */
    void checkDatabase() throws ProblemException;

    /**
     * Renames the database, so that a new one is begun: only on a person's word.
     *
     * @return where it lies now
     */
    Path moveDatabaseAside() throws ProblemException;

    @Override
    void close();
}
