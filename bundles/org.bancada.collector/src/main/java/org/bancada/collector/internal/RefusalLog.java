package org.bancada.collector.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** One log line per refusal, but from one source at most one in ten seconds: a broken node must not fill the log. */
final class RefusalLog {
    private static final Duration QUIET = Duration.ofSeconds(10);
    private static final int MOST_SOURCES = 1_000;
    private static final System.Logger LOG = System.getLogger("org.bancada.collector");

    private final InstantSource clock;
    private final Map<String, Seen> sources = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Seen> eldest) {
            return size() > MOST_SOURCES;
        }
    };

    /** @param last when a line was written; {@code silent} refusals since then without one */
    private record Seen(Instant last, int silent) {
    }

    RefusalLog(InstantSource clock) {
        this.clock = clock;
    }

    /** @param why one line for people; what is not printable is replaced */
    void refused(String source, int status, String why) {
        int silent;
        synchronized (sources) {
            Instant now = clock.instant();
            Seen seen = sources.get(source);
            if (seen != null && now.isBefore(seen.last().plus(QUIET)) && !now.isBefore(seen.last())) {
                sources.put(source, new Seen(seen.last(), seen.silent() + 1));
                return;
            }
            silent = seen == null ? 0 : seen.silent();
            sources.put(source, new Seen(now, 0));
        }
        String more = silent == 0 ? "" : " (and " + silent + " refusals before)";
        LOG.log(System.Logger.Level.WARNING, source + " " + status + ": " + why.replaceAll("\\p{Cntrl}", "?") + more);
    }
}
