package org.bancada.metrics;

import java.time.Instant;

/**
 * A value at a moment, in its metric's unit.
 *
 * @param at the moment, or the begin of the time that the value stands for
 * @param value as measured, or the mean over that time
 * @param min lowest value in that time; of a place whose value is a mean: the lowest of its nodes
 * @param max highest value, in the same way
 */
public record Point(Instant at, double value, double min, double max) {
}
