package org.bancada.ui.metrics;

import org.bancada.metrics.Unit;

/** How values stand at the axis: in GiB when they are thousands of millions of bytes. */
record Scale(double divisor, String label) {
    private static final String[] BINARY = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
    private static final int KIB = 1024;

    static Scale of(Unit unit, double highest) {
        if (unit != Unit.BYTES && unit != Unit.BYTES_PER_SECOND) {
            return new Scale(1, unit.symbol());
        }
        double divisor = 1;
        int power = 0;
        while (highest / divisor >= KIB && power < BINARY.length - 1) {
            divisor *= KIB;
            power++;
        }
        return new Scale(divisor, BINARY[power] + (unit == Unit.BYTES ? "" : "/s"));
    }
}
