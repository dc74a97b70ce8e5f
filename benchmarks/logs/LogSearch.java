import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;

import org.bancada.core.DataFolder;
import org.bancada.core.Progress;
import org.bancada.core.query.Query;
import org.bancada.log.LogQuery;
import org.bancada.log.internal.LuceneLogStore;

/** The same questions to the embedded store, in process as the workbench asks it, and to Elasticsearch over HTTP. */
final class LogSearch {
    private static final int WARM = 100;
    private static final int RUNS = 1_000;
    private static final int HEAVY = 15;
    private static final String EVERYTHING = "{\"match_all\":{}}";

    private LogSearch() {
    }

    /** @param text in our language; @param json the same for Elasticsearch */
    private record Question(String text, Duration since, String json) {
        LogQuery query() throws Exception {
            return new LogQuery(Query.parse(text), since == null ? null : LabLines.END.minus(since), null);
        }
    }

    /** What support staff look for: a node's failures, a program on one node, an address, a word in a building, all of the last days or of the month. */
    private static Question question(Random random) {
        String host = LabLines.host(random.nextInt(252));
        String room = "le" + (1 + random.nextInt(9));
        Duration since = random.nextBoolean() ? Duration.ofDays(7) : null;
        return switch (random.nextInt(6)) {
            case 0 -> new Question("host: " + host + " and failure", since, bool(since, term("host", host), match("failure")));
            case 1 -> new Question("host: " + host + " and program: \"sshd(pam_unix)\"", since, bool(since, term("host", host), term("program", "sshd(pam_unix)")));
            case 2 -> new Question("message: \"check pass\" and host: " + room + "-*", since,
                    bool(since, "{\"match_phrase\":{\"message\":\"check pass\"}}", "{\"prefix\":{\"host\":\"" + room + "-\"}}"));
            case 3 -> new Question("severity: err and program: kernel", since, bool(since, term("severity", "err"), term("program", "kernel")));
            case 4 -> new Question("message: connection and not program: ftpd", since,
                    bool(since, match("connection"), "{\"bool\":{\"must_not\":[" + term("program", "ftpd") + "]}}"));
            default -> {
                String number = Integer.toString(10_000 + random.nextInt(20_000));
                yield new Question("message: " + number, since, bool(since, match(number)));
            }
        };
    }

    private static String term(String field, String value) {
        return "{\"term\":{\"" + field + "\":\"" + value + "\"}}";
    }

    private static String match(String word) {
        return "{\"match\":{\"message\":\"" + word + "\"}}";
    }

    private static String bool(Duration since, String... filters) {
        List<String> all = new ArrayList<>(List.of(filters));
        if (since != null) {
            all.add("{\"range\":{\"@timestamp\":{\"gte\":\"" + LabLines.END.minus(since) + "\"}}}");
        }
        return "{\"bool\":{\"filter\":[" + String.join(",", all) + "]}}";
    }

    private static final Question SHARE = new Question("message: user", null, match("user"));

    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("bancada")) {
            bancada(Path.of(arguments[1]));
        } else {
            elasticsearch(Integer.parseInt(arguments[1]));
        }
    }

    private static void bancada(Path data) throws Exception {
        long begin = System.nanoTime();
        LuceneLogStore store = new LuceneLogStore(new DataFolder(data));
        long all = store.count(LogQuery.of(Query.parse("*")), Progress.none());
        System.out.printf(Locale.ROOT, "open %.0f%n", (System.nanoTime() - begin) / 1e6);
        System.out.printf(Locale.ROOT, "share %.3f%n", (double) store.count(SHARE.query(), Progress.none()) / all);
        Random random = LabLines.random(1);
        measure("filtered", RUNS, () -> store.newest(question(random).query(), 100, Progress.none()).size());
        measure("unfiltered", RUNS, () -> store.newest(LogQuery.of(Query.parse("*")), 100, Progress.none()).size());
        measure("histogram", HEAVY, () -> store.histogram(SHARE.query(), 100, ZoneOffset.UTC, Progress.none()).counts().size());
        measure("top", HEAVY, () -> store.top(SHARE.query(), "host", 10, Progress.none()).values().size());
        measure("fields", HEAVY, () -> store.fields(SHARE.query(), Progress.none()).size());
        System.out.println("memory " + (LogLoad.anonymousKib("self") >> 10));
        store.close();
    }

    private static void elasticsearch(int port) throws Exception {
        try (LogLoad.Connection server = new LogLoad.Connection(port, "x:x")) {
            Random random = LabLines.random(1);
            measure("filtered", RUNS, () -> newest(server, question(random).json()));
            measure("unfiltered", RUNS, () -> newest(server, EVERYTHING));
            String range = "\"size\":0,\"track_total_hits\":false,\"query\":" + SHARE.json();
            measure("histogram", HEAVY, () -> ask(server, "{" + range + ",\"aggs\":{\"a\":{\"date_histogram\":{\"field\":\"@timestamp\",\"fixed_interval\":\"8h\"}}}}"));
            measure("top", HEAVY, () -> ask(server, "{" + range + ",\"aggs\":{\"a\":{\"terms\":{\"field\":\"host\",\"size\":10}}}}"));
        }
    }

    private static int newest(LogLoad.Connection server, String query) throws Exception {
        return ask(server, "{\"size\":100,\"track_total_hits\":false,\"sort\":[{\"@timestamp\":\"desc\"}],\"query\":" + query + "}");
    }

    private static int ask(LogLoad.Connection server, String body) throws Exception {
        String answer = server.send("POST /syslog/_search?request_cache=false", body.getBytes(StandardCharsets.UTF_8));
        if (!answer.startsWith("HTTP/1.1 200")) {
            throw new IllegalStateException(answer);
        }
        return answer.length();
    }

    private static void measure(String what, int runs, Callable<Integer> question) throws Exception {
        double[] millis = new double[runs];
        long found = 0;
        for (int i = -Math.min(runs, WARM); i < runs; i++) {
            long begin = System.nanoTime();
            found += question.call();
            if (i >= 0) {
                millis[i] = (System.nanoTime() - begin) / 1e6;
            }
        }
        Arrays.sort(millis);
        System.out.printf(Locale.ROOT, "%s %.2f %.2f %.2f %d%n", what, millis[runs / 2], millis[Math.min(runs - 1, runs * 99 / 100)], millis[runs - 1], found / runs);
    }
}
