package org.bancada.log;

/** There is no room for more events; they may be sent again later. Thrown as the cause of a {@link org.bancada.core.ProblemException}. */
public final class StoreFullException extends Exception {
    private static final long serialVersionUID = 1L;

    public StoreFullException(Throwable cause) {
        super(cause);
    }
}
