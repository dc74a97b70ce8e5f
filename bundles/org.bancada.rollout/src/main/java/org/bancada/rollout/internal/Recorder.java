package org.bancada.rollout.internal;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;

import org.bancada.core.Place;
import org.bancada.core.ProblemException;
import org.bancada.rollout.NodeRolloutState;
import org.bancada.rollout.RolloutSample;

/** Writes down how the bytes of one rollout come into its buildings. Goes on after a restart where the last one stopped. */
final class Recorder {
    private static final System.Logger LOG = System.getLogger(Recorder.class.getName());
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    /** A node that has everything hangs up: the less time between two looks, the less is missed. */
    private static final int LOOKS = 4;
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final HistoryTable table;
    private final long rollout;
    private final List<Track> tracks;
    private final OriginMeter meter = new OriginMeter();
    private final Map<String, RolloutSample> before = new HashMap<>();
    private final Map<String, RolloutSample> last = new HashMap<>();
    private final AtomicBoolean busy = new AtomicBoolean();
    private Map<String, Long> origin = Map.of();
    private boolean known = true;
    private Instant written = Instant.MIN;
    private boolean begun;

    Recorder(HistoryTable table, long rollout, List<Track> tracks) {
        this.table = table;
        this.rollout = rollout;
        this.tracks = tracks;
    }

    /** The building's name in a sample. */
    static String building(Place place) {
        return place.building().isEmpty() ? "" : place.campus().isEmpty() ? place.building() : place.campus() + " / " + place.building();
    }

    /** Records in the background; called about once a second. While it is still at it, nothing happens. */
    void tickSoon(InetSocketAddress seeder, Instant now) {
        if (busy.compareAndSet(false, true)) {
            Thread.ofVirtual().name("recorder " + rollout).start(() -> {
                try {
                    for (int look = 1; look < LOOKS && seeder != null && fetching(); look++) {
                        look(seeder);
                        Thread.sleep(PAUSE);
                    }
                    tick(seeder, now);
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                } finally {
                    busy.set(false);
                }
            });
        }
    }

    /** @param seeder where the image is served just now; null while it is not */
    synchronized void tick(InetSocketAddress seeder, Instant now) {
        if (!fetching()) {
            if (begun && !last.isEmpty()) {
                write(now);
            }
            return;
        }
        if (seeder != null) {
            look(seeder);
        }
        if (written.plus(INTERVAL).isBefore(now) || written.isAfter(now)) {
            write(now);
        }
    }

    private boolean fetching() {
        return tracks.stream().anyMatch(track -> track.state() == NodeRolloutState.FETCHING);
    }

    private synchronized void look(InetSocketAddress seeder) {
        Optional<Map<String, Long>> sent = meter.read(seeder.getPort());
        known = sent.isPresent();
        origin = sent.orElse(origin);
    }

    /** Only what is another than before; when the database is full, the chart has a gap and the rollout goes on. */
    private void write(Instant now) {
        try {
            if (!begun) {
                table.samples(rollout).forEach(sample -> before.put(sample.building(), sample));
                last.putAll(before);
                begun = true;
            }
            List<RolloutSample> changed = new ArrayList<>();
            for (RolloutSample sample : present(now).values()) {
                RolloutSample old = last.get(sample.building());
                if (old == null || old.bytes() != sample.bytes() || old.originBytes() != sample.originBytes()) {
                    // The chart needs to know until when nothing came.
                    if (old != null && written.isAfter(old.at())) {
                        changed.add(new RolloutSample(written, old.building(), old.bytes(), old.originBytes()));
                    }
                    changed.add(sample);
                    last.put(sample.building(), sample);
                }
            }
            if (!changed.isEmpty()) {
                table.add(rollout, changed);
            }
        } catch (ProblemException full) {
            LOG.log(System.Logger.Level.WARNING, "the course of rollout " + rollout + " could not be stored", full);
        }
        written = now;
    }

    private Map<String, RolloutSample> present(Instant now) {
        Map<String, long[]> sums = new TreeMap<>();
        for (Track track : tracks) {
            long[] sum = sums.computeIfAbsent(building(track.node().place()), name -> new long[2]);
            sum[0] += track.received();
            sum[1] += origin.getOrDefault(track.node().address(), 0L);
        }
        Map<String, RolloutSample> samples = new TreeMap<>();
        sums.forEach((name, sum) -> {
            RolloutSample base = before.getOrDefault(name, new RolloutSample(now, name, 0, 0));
            boolean told = known && base.originBytes() >= 0;
            samples.put(name, new RolloutSample(now, name, base.bytes() + sum[0], told ? base.originBytes() + sum[1] : -1));
        });
        return samples;
    }
}
