package org.bancada.log.internal;

import java.util.List;
import java.util.Random;

/** Events as labs ship them, and queries over them, with all that is odd about both. */
public final class Samples {
    private static final List<String> WORDS = List.of("Failed", "password", "for", "root", "from", "10.0.0.1", "sshd[123]:", "session", "opened", "ERRO",
            "conexão", "FALHA", "İstanbul", "ſtrange", "eth0:", "Out", "of", "memory:", "x-igd", "(pam_unix)", "\uD83D\uDE00", "ab/cd", "007", "7", "w".repeat(300));
    private static final List<String> HOSTS = List.of("pc1", "PC1", "pc10", "lab1-pc1", "Lab 1", "lab");
    private static final List<String> NUMBERS = List.of("0", "7", "07", "7.0", "-0.0", "+5", "-3", "404", "2026", "1e5", "0.1", "123456789012345678901", "8");
    private static final List<String> DATES = List.of("2026-11-20", "2026-11-20T10:00:00Z", "2025-01-01T00:00:00+01:00", "2026-99-99", "now");
    private static final List<String> FIELDS = List.of("message", "log", "host", "status", "size.kib", "seen", "tag", "user.name", "absent", "_index", "note",
            "@timestamp", "us*", "*", "s*", "m*e");

    private Samples() {
    }

    private static <T> T one(Random random, List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static String text(Random random, int most) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(most) + 1; i > 0; i--) {
            text.append(one(random, WORDS)).append(i > 1 ? " " : "");
        }
        return text.toString();
    }

    public static String event(Random random) {
        StringBuilder json = new StringBuilder("{\"@timestamp\":\"2026-11-").append(10 + random.nextInt(20)).append("T0").append(random.nextInt(10))
                .append(":00:00.").append(100 + random.nextInt(900)).append("Z\"");
        field(random, json, random.nextBoolean() ? "message" : "log", text(random, 8));
        field(random, json, "host", one(random, HOSTS));
        field(random, json, "status", one(random, NUMBERS));
        field(random, json, "size.kib", one(random, NUMBERS));
        field(random, json, "seen", one(random, random.nextInt(4) == 0 ? NUMBERS : DATES));
        field(random, json, "note", text(random, 3));
        if (random.nextBoolean()) {
            json.append(",\"tag\":[\"").append(one(random, HOSTS)).append("\",\"").append(one(random, WORDS)).append("\",null,true]");
        }
        if (random.nextInt(3) == 0) {
            json.append(",\"user\":{\"name\":\"").append(one(random, WORDS)).append("\",\"id\":").append(random.nextInt(9)).append('}');
        }
        return json.append('}').toString();
    }

    private static void field(Random random, StringBuilder json, String name, String value) {
        if (random.nextInt(4) > 0) {
            json.append(",\"").append(name).append("\":\"").append(value).append('"');
        }
    }

    public static String query(Random random, int depth) {
        int kind = random.nextInt(depth < 3 ? 10 : 6);
        return switch (kind) {
            case 0, 1 -> name(random) + ": " + value(random);
            case 2 -> name(random) + one(random, List.of(" > ", " >= ", " < ", " <= ")) + literal(random);
            case 3 -> value(random);
            case 4 -> name(random) + ": *";
            case 5 -> name(random) + ": (" + value(random) + " or " + value(random) + ")";
            case 6 -> "not (" + query(random, depth + 1) + ")";
            case 7, 8 -> "(" + query(random, depth + 1) + ") and (" + query(random, depth + 1) + ")";
            default -> "(" + query(random, depth + 1) + ") or (" + query(random, depth + 1) + ")";
        };
    }

    private static String name(Random random) {
        return one(random, FIELDS);
    }

    private static String literal(Random random) {
        return switch (random.nextInt(4)) {
            case 0, 1 -> quoted(one(random, NUMBERS));
            case 2 -> quoted(one(random, DATES));
            default -> quoted(one(random, HOSTS));
        };
    }

    private static String value(Random random) {
        String text = switch (random.nextInt(5)) {
            case 0 -> one(random, HOSTS);
            case 1 -> one(random, NUMBERS);
            case 2 -> one(random, DATES);
            default -> text(random, 3);
        };
        return switch (random.nextInt(3)) {
            case 0 -> quoted(text);
            case 1 -> text.matches("[A-Za-z0-9 ]+") && !text.matches("(?i).*\\b(and|or|not)\\b.*") ? text : quoted(text);
            default -> shape(random, text.replaceAll("[^\\p{L}\\p{N}.-]", ""));
        };
    }

    private static String shape(Random random, String text) {
        String word = text.isEmpty() ? "a" : text.substring(0, Math.min(text.length(), 12));
        int at = random.nextInt(word.length() + 1);
        return switch (random.nextInt(4)) {
            case 0 -> word.substring(0, at) + "*";
            case 1 -> "*" + word.substring(at);
            case 2 -> "*" + word.substring(at) + "*";
            default -> word.substring(0, at) + "*" + word.substring(at);
        };
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
