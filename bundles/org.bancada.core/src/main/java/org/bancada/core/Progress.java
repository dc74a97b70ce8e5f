package org.bancada.core;

import java.util.concurrent.CancellationException;

/** Told by long work how far it is, asked by it whether to stop. Implementations are safe for use by several threads. */
public interface Progress {

    /** Says what is being done and in how many units; {@code total} below 1 means that nobody knows. */
    void begin(String task, long total);

    /** Adds finished units. */
    void worked(long units);

    /** Says what is being done just now, one short line for people. */
    void message(String text);

    /** Whether the person asked to stop. */
    boolean cancelled();

    /** Runs {@code action} once, as soon as the person asks to stop (at once when that was before). Closing the result forgets the action. */
    Registration onCancel(Runnable action);

    /** @throws CancellationException when the person asked to stop */
    default void check() {
        if (cancelled()) {
            throw new CancellationException();
        }
    }

    /** Something that can be taken back; closing it twice is harmless. */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    /** A progress that shows nothing and is never cancelled. */
    static Progress none() {
        return new SimpleProgress();
    }
}
