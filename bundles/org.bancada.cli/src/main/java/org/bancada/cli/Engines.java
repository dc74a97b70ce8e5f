package org.bancada.cli;

import org.bancada.core.ProblemException;
import org.bancada.store.OpenDataFolder;

/** The engines, as OSGi services. The first one asked for takes the data folder; a verb that asks for none works without it. */
public interface Engines {

    /**
     * @return the service; waits a short while for it
     * @throws ProblemException when the data folder or the database cannot be used, or this part of the program is missing
     */
    <T> T get(Class<T> type) throws ProblemException;

    /** Whether the process that owns the data folder goes on when this command is over: a station or a workbench. */
    boolean stay() throws ProblemException;

    /** Takes the data folder as a station, which stays; to be called before {@link #get}. */
    void takeAsStation() throws ProblemException;

    /**
     * Lets the rest happen where a person can watch it: opens the workbench on the data folder, which then runs this command. To be called
     * before {@link #get}; does nothing when a process that stays owns the data folder already, or when there is no display.
     *
     * @return whether a workbench or station runs the command
     */
    boolean showInWorkbench() throws ProblemException;

    /**
     * Takes the data folder without a look at the database, for what repairs it; to be called before {@link #get}, which fails afterwards.
     *
     * @throws ProblemException when another process owns the folder: it has the database open
     */
    OpenDataFolder takeForRepair() throws ProblemException;
}
