package org.bancada.metrics;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.bancada.core.Messages;

/**
 * Something that is measured on nodes. Names end in their unit, as those of facts do; a mount point stands in a name as it does in facts
 * ({@code disk.root.used_percent}, {@code disk.qcow2-user.avail_bytes}).
 */
public record Metric(String name, Unit unit) implements Comparable<Metric> {
    public static final Metric RECEIVED = new Metric("net.rx_bytes_s", Unit.BYTES_PER_SECOND);
    public static final Metric SENT = new Metric("net.tx_bytes_s", Unit.BYTES_PER_SECOND);
    public static final Metric MEMORY_USED = new Metric("ram.used_bytes", Unit.BYTES);
    public static final Metric MEMORY_SHARE = new Metric("ram.used_percent", Unit.PERCENT);
    public static final Metric TEMPERATURE = new Metric("temperature.celsius", Unit.CELSIUS);

    private static final Pattern DISK = Pattern.compile("disk\\.([A-Za-z0-9_-]{1,60})\\.(used_percent|avail_bytes)");
    private static final Messages TEXT = Messages.beside(Metric.class);

    /** How full a file system is. */
    public static Metric diskShare(String mount) {
        return new Metric("disk." + mount + ".used_percent", Unit.PERCENT);
    }

    /** How much is free on a file system. */
    public static Metric diskFree(String mount) {
        return new Metric("disk." + mount + ".avail_bytes", Unit.BYTES);
    }

    /** The metric of that name; empty when there is no such thing to measure. */
    public static Optional<Metric> named(String name) {
        for (Metric fixed : new Metric[] {RECEIVED, SENT, MEMORY_USED, MEMORY_SHARE, TEMPERATURE}) {
            if (fixed.name.equals(name)) {
                return Optional.of(fixed);
            }
        }
        Matcher disk = DISK.matcher(name);
        return disk.matches() ? Optional.of(new Metric(name, disk.group(2).equals("used_percent") ? Unit.PERCENT : Unit.BYTES)) : Optional.empty();
    }

    /** The file system's part of the name; empty for what is no disk. */
    public Optional<String> mount() {
        Matcher disk = DISK.matcher(name);
        return disk.matches() ? Optional.of(disk.group(1)) : Optional.empty();
    }

    /** What people call it, in the language of {@code locale}. */
    public String label(Locale locale) {
        return mount().map(mount -> TEXT.text(locale, "metric.disk." + (unit == Unit.PERCENT ? "share" : "free"), mount.equals("root") ? "/" : mount))
                .orElseGet(() -> TEXT.text(locale, "metric." + name));
    }

    @Override
    public int compareTo(Metric other) {
        return name.compareTo(other.name);
    }
}
