package org.bancada.cli.internal;

/** This process owns the data folder but is about to give it up: who asked should try once more in a moment. */
public final class TryAgainException extends RuntimeException {
    private static final long serialVersionUID = 1L;
}
