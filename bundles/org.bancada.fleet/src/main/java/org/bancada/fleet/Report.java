package org.bancada.fleet;

import java.time.Instant;

/** A report as a node sent it. {@code body} is its text; bytes that are not UTF-8 are shown as U+FFFD. */
public record Report(String uuid, Instant received, String remoteAddress, String body) {
}
