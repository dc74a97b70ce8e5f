package org.bancada.metrics.internal;

/**
 * The values of one stretch of time, in the steps in which their unit is kept.
 *
 * @param at begin of the stretch, seconds since 1970
 * @param count how many values
 * @param sum of all values
 */
record Bucket(long at, long count, long min, long max, long sum) {

    static Bucket of(long at, long value) {
        return new Bucket(at, 1, value, value, value);
    }

    Bucket with(Bucket other) {
        return new Bucket(at, count + other.count, Math.min(min, other.min), Math.max(max, other.max), sum + other.sum);
    }

    double mean() {
        return (double) sum / count;
    }
}
