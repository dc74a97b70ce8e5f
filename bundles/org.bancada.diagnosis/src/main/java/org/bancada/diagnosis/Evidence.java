package org.bancada.diagnosis;

import java.time.Instant;

/**
 * What a finding rests on.
 *
 * @param text the value with its unit, one line for people
 * @param when since when, or when it was seen; null when nobody knows
 * @param source the command that shows where it comes from, without the program's name
 */
public record Evidence(String text, Instant when, String source) {
}
