package org.bancada.profile;

/**
 * One file of a profile source.
 *
 * @param id folder and name without {@code .profile}, such as {@code dell/optiplex-7010}
 * @param place where it lies, for people
 * @param content its bytes; of a file that is too large the first {@link #LARGEST} + 1
 */
public record ProfileFile(String id, String place, byte[] content) {
    /** Bytes; the largest that anybody needs is some 3 KiB. */
    public static final int LARGEST = 64 * 1024;
    /** The end of a profile's file name. */
    public static final String SUFFIX = ".profile";
}
