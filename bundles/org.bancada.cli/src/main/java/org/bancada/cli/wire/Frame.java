package org.bancada.cli.wire;

/**
 * One message between a command and the process that owns the data folder: a type, a length and a body. Bodies are bounded, so neither
 * side can make the other keep much.
 *
 * @param type one of the constants below
 */
public record Frame(byte type, byte[] body) {
    /** To the owner, first and once: an encoded {@link Request}. */
    public static final byte REQUEST = 'q';
    /** To the owner: bytes of standard input that it asked for; an empty body is the end of the input. */
    public static final byte INPUT = 'i';
    /** To the owner: stop what you do for me. Closing the connection says the same. */
    public static final byte CANCEL = 'c';
    /** From the owner: bytes for standard output. */
    public static final byte OUT = 'o';
    /** From the owner: bytes for standard error. */
    public static final byte ERR = 'e';
    /** From the owner: send me a piece of standard input. */
    public static final byte WANT_INPUT = 'w';
    /** From the owner, last: the exit code, one byte. */
    public static final byte EXIT = 'x';
    /** From the owner, instead of anything else: I am about to end, or cannot do this for you; try once more. */
    public static final byte TRY_AGAIN = 'b';

    /** Longest body of any frame but a request, bytes. */
    public static final int MAX_BODY = 64 * 1024;
    /** Longest body of a request, bytes: what the kernel lets a command line be is 2 MiB at most, and nobody types that. */
    public static final int MAX_REQUEST = 1024 * 1024;
}
