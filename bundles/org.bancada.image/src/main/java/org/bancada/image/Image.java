package org.bancada.image;

import java.time.Instant;
import java.util.List;

/**
 * A base image in the catalogue.
 *
 * @param sha256 lower-case hex digest of the file's content; also the file's name
 * @param id what stays the same over versions: the name in lower case, runs of other characters than a-z and 0-9 as one hyphen
 * @param name as the student sees it
 * @param ostype linux, windows or other
 * @param version one to four dot-separated non-negative numbers, compared number by number
 * @param format qcow2 or raw
 * @param size bytes of the file
 * @param virtualSize bytes of the disk as the guest sees it
 * @param models DMI product names that it fits; empty means all
 */
public record Image(String sha256, String id, String name, String ostype, String version, String format, long size, long virtualSize,
        List<String> models, Instant imported) {
    public Image {
        models = List.copyOf(models);
    }
}
