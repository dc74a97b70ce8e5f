package org.bancada.cli.internal;

import org.bancada.core.ProblemException;

/** Another process owns the data folder: the command belongs there. */
public final class DataInUseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DataInUseException(ProblemException cause) {
        super(cause.getMessage(), cause);
    }
}
