package org.bancada.fleet;

import java.time.Instant;

/** One fact that differs from the report before. {@code before} or {@code after} is empty when the fact appeared or vanished. */
public record Change(Instant when, String uuid, String fact, String before, String after) {
}
