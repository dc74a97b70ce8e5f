package org.bancada.rollout.internal;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts what a seeder has sent to whom, from the kernel's own counters of its TCP connections (the program {@code ss} of iproute2, field
 * {@code bytes_acked} of ss(8)): aria2c tells it only as momentary speeds. What goes over a connection between the last look and its end is not
 * seen. Not safe for use by several threads.
 */
final class OriginMeter {
    private static final Pattern LINE = Pattern.compile("^\\d+\\s+\\d+\\s+(\\S+)\\s+(\\S+):(\\d+)\\s.*?\\bbytes_acked:(\\d{1,18})\\b.*");
    private static final int MOST_LINES = 20_000;
    private static final long PATIENCE_SECONDS = 5;

    private final Map<String, Long> open = new HashMap<>();
    private final Map<String, Long> sent = new HashMap<>();
    private boolean missing;

    /**
     * Looks once more.
     *
     * @param port where the seeder listens
     * @return bytes sent so far, by the address of the other side; empty when it cannot be told here
     */
    Optional<Map<String, Long>> read(int port) {
        if (missing) {
            return Optional.empty();
        }
        try {
            Process ss = new ProcessBuilder("ss", "-tinHO", "state", "established", "( sport = :" + port + " )")
                    .redirectInput(new File("/dev/null")).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            Map<String, Long> now = new HashMap<>();
            try (BufferedReader lines = ss.inputReader()) {
                String line = lines.readLine();
                for (int count = 0; line != null && count < MOST_LINES; count++) {
                    take(line, now);
                    line = lines.readLine();
                }
            } finally {
                ss.destroy();
            }
            ss.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            open.clear();
            open.putAll(now);
        } catch (IOException notThere) {
            missing = true;
            return Optional.empty();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return Optional.of(Map.copyOf(sent));
    }

    /** One connection; its counter begins at 0 again when its ports are used for a new one. */
    void take(String line, Map<String, Long> now) {
        Matcher found = LINE.matcher(line);
        if (!found.matches()) {
            return;
        }
        String address = found.group(2).replaceAll("^\\[(::ffff:)?|]$", "");
        String connection = found.group(1) + " " + address + " " + found.group(3);
        long bytes = Long.parseLong(found.group(4));
        long before = open.getOrDefault(connection, 0L);
        sent.merge(address, bytes >= before ? bytes - before : bytes, Long::sum);
        now.put(connection, bytes);
    }
}
