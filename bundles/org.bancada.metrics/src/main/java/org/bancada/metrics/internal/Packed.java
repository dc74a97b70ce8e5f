package org.bancada.metrics.internal;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Buckets as few bytes: each number as its difference to the one before, in groups of seven bits, the lowest first (as Protocol Buffers do; signed ones
 * folded, "zigzag"). A steady reading takes some three to six bytes.
 */
final class Packed {
    private Packed() {
    }

    /** @param raw whether every bucket is a single value, so that count, highest and sum need not be written */
    static byte[] pack(List<Bucket> buckets, long start, boolean raw) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(buckets.size() * 6);
        long at = start;
        long min = 0;
        for (Bucket bucket : buckets) {
            signed(bytes, bucket.at() - at);
            signed(bytes, bucket.min() - min);
            if (!raw) {
                unsigned(bytes, bucket.count());
                unsigned(bytes, bucket.max() - bucket.min());
                unsigned(bytes, bucket.sum() - bucket.count() * bucket.min());
            }
            at = bucket.at();
            min = bucket.min();
        }
        return bytes.toByteArray();
    }

    /** @throws IllegalArgumentException when the bytes are not what {@link #pack} wrote */
    static List<Bucket> unpack(byte[] bytes, long start, boolean raw) {
        Reader reader = new Reader(bytes);
        List<Bucket> buckets = new ArrayList<>();
        long at = start;
        long min = 0;
        while (!reader.ended()) {
            at += reader.signed();
            min += reader.signed();
            long count = raw ? 1 : reader.unsigned();
            long max = raw ? min : min + reader.unsigned();
            long sum = raw ? min : count * min + reader.unsigned();
            if (count < 1 || !buckets.isEmpty() && at <= buckets.getLast().at()) {
                throw new IllegalArgumentException("not packed buckets");
            }
            buckets.add(new Bucket(at, count, min, max, sum));
        }
        return buckets;
    }

    private static void signed(ByteArrayOutputStream bytes, long value) {
        unsigned(bytes, value << 1 ^ value >> 63);
    }

    private static void unsigned(ByteArrayOutputStream bytes, long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes.write((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }

    private static final class Reader {
        private final byte[] bytes;
        private int position;

        Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        boolean ended() {
            return position == bytes.length;
        }

        long signed() {
            long folded = unsigned();
            return folded >>> 1 ^ -(folded & 1);
        }

        long unsigned() {
            long value = 0;
            for (int shift = 0; shift < 64; shift += 7) {
                if (position == bytes.length) {
                    break;
                }
                byte next = bytes[position++];
                value |= (long) (next & 0x7F) << shift;
                if (next >= 0) {
                    return value;
                }
            }
            throw new IllegalArgumentException("not packed buckets");
        }
    }
}
