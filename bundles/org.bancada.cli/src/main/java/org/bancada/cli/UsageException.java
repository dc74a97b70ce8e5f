package org.bancada.cli;

/** The command line makes no sense; the message is for people, in their language. */
public final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    public UsageException(String message) {
        super(message);
    }
}
