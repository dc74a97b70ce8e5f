package org.bancada.rollout.internal;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import org.bancada.core.Node;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.remote.Remote;

/** Runs node scripts over SSH and reads their {@code key=value} output (docs/node-contract.md). What a node prints is bounded here, never trusted. */
final class NodeScript {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final int LONGEST_VALUE = 1000;
    private static final Set<String> KEYS = Set.of("state", "reason", "detail", "bytes", "total", "speed", "peers", "seeders", "missing_bytes", "model",
            "avail_bytes", "checked", "waiting", "guest_open", "link", "clock", "has", "start", "whole", "ok", "ssh");

    private final Remote remote;

    NodeScript(Remote remote) {
        this.remote = remote;
    }

    /** @param values the last value of each known key; {@code errors} the last line of standard error */
    record Answer(int exitCode, Map<String, String> values, String errors) {

        String value(String key) {
            return values.getOrDefault(key, "");
        }

        Reason reason() {
            return Reason.ofScript(values, exitCode, errors);
        }
    }

    /** As the other one, for what nobody watches. */
    Answer run(Node node, String commandLine, Progress cancel) throws ProblemException {
        return run(node, commandLine, cancel, (key, value) -> {
        }, line -> {
        });
    }

    /**
     * @param each told every known pair as it comes
     * @param said told every line of standard error
     * @throws ProblemException when the node cannot be reached or the connection breaks
     */
    Answer run(Node node, String commandLine, Progress cancel, BiConsumer<String, String> each, Consumer<String> said) throws ProblemException {
        Map<String, String> values = new HashMap<>();
        String[] errors = {""};
        int exitCode = remote.follow(node, commandLine, new byte[0], CONNECT, cancel, line -> {
            int equals = line.indexOf('=');
            String key = equals < 0 ? "" : line.substring(0, equals);
            if (KEYS.contains(key)) {
                String value = line.substring(equals + 1, Math.min(line.length(), equals + 1 + LONGEST_VALUE));
                values.put(key, value);
                each.accept(key, value);
            }
        }, line -> {
            if (!line.isBlank()) {
                errors[0] = line.substring(0, Math.min(line.length(), LONGEST_VALUE));
                said.accept(errors[0]);
            }
        });
        return new Answer(exitCode, Map.copyOf(values), errors[0]);
    }

    /** One word for the shell, whatever it holds. */
    static String quote(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    /** A non-negative decimal number, or -1. */
    static long number(String text) {
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
    }
}
