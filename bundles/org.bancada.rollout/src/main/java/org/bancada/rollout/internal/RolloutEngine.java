package org.bancada.rollout.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

import org.bancada.core.DataFolder;
import org.bancada.core.Node;
import org.bancada.core.Operation;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.image.Image;
import org.bancada.image.Images;
import org.bancada.remote.Remote;
import org.bancada.rollout.NodeDetail;
import org.bancada.rollout.NodeDirectory;
import org.bancada.rollout.OpenGuests;
import org.bancada.rollout.Rollout;
import org.bancada.rollout.RolloutOptions;
import org.bancada.rollout.RolloutReport;
import org.bancada.rollout.RolloutSample;
import org.bancada.rollout.RolloutSeries;
import org.bancada.rollout.RolloutState;
import org.bancada.rollout.RolloutStep;
import org.bancada.rollout.Rollouts;
import org.bancada.rollout.Schedule;
import org.bancada.rollout.Timetable;
import org.bancada.rollout.TrackerEndpoint;
import org.bancada.store.AuditLog;
import org.bancada.store.Database;
import org.bancada.store.Settings;

/** All rollouts: those under way in memory, the others in the database; and the tracker that they share. */
@Component(service = {Rollouts.class, AnnounceService.class})
public final class RolloutEngine implements Rollouts, AnnounceService, Campaign.Parts {
    private static final System.Logger LOG = System.getLogger(RolloutEngine.class.getName());
    private static final String PORTS_SETTING = "rollout.seeder.ports";
    private static final int STARTS = 16;
    private static final int LISTED = 200;

    final Images images;
    final AuditLog audit;
    final Settings settings;
    final Distribution distribution;
    final Seeders seeders;
    private final Remote remote;
    private final InstantSource clock;
    private final RolloutTable table;
    private final Tracker tracker;
    private final Progress.Registration kept;
    private final Semaphore starts = new Semaphore(STARTS);
    private final Map<Long, Campaign> active = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("rollout clock").daemon().factory());
    private final Bell bell = new Bell(timer);

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    volatile TrackerEndpoint trackerEndpoint;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    volatile NodeDirectory directory;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    volatile OpenGuests openGuests;

    @Activate
    public RolloutEngine(@Reference DataFolder folder, @Reference Database database, @Reference AuditLog audit, @Reference Settings settings,
            @Reference Images images, @Reference Remote remote) throws ProblemException {
        this(folder, database, audit, settings, images, remote, InstantSource.system());
    }

    RolloutEngine(DataFolder folder, Database database, AuditLog audit, Settings settings, Images images, Remote remote, InstantSource clock)
            throws ProblemException {
        this.audit = audit;
        this.settings = settings;
        this.images = images;
        this.remote = remote;
        this.clock = clock;
        table = new RolloutTable(database);
        tracker = new Tracker(clock);
        distribution = new Distribution(folder.rollouts(), images);
        seeders = new Seeders(distribution.seeding(), () -> endpoint().map(InetSocketAddress::getAddress), this::seederPorts);
        List<RolloutTable.Row> unfinished = table.unfinished();
        distribution.keepOnly(unfinished.stream().map(RolloutTable.Row::id).collect(Collectors.toSet()));
        for (RolloutTable.Row row : unfinished) {
            Campaign campaign = new Campaign(this, row, table.nodes(row.id()));
            active.put(row.id(), campaign);
            prepare(campaign);
        }
        kept = images.keep(this::users);
        timer.scheduleWithFixedDelay(() -> active.values().forEach(campaign -> campaign.tick(clock.instant())), 1, 1, TimeUnit.SECONDS);
    }

    /** Everything stays as it is stored; the next start goes on. */
    @Deactivate
    public void close() {
        kept.close();
        timer.shutdownNow();
        active.values().forEach(campaign -> campaign.release(true));
        seeders.close();
    }

    /** A rollout needs its image until the last node is done. */
    private List<String> users(Image image) {
        return active.values().stream().map(Campaign::row).filter(row -> row.image().equals(image.sha256())).map(RolloutTable.Row::id).sorted()
                .map(id -> Texts.TEXT.text("rollout.user", Long.toString(id))).toList();
    }

    private Seeder.PortRange seederPorts() {
        try {
            String[] range = settings.get(PORTS_SETTING, "0-0").strip().split("-");
            int first = Integer.parseInt(range[0]);
            int last = Integer.parseInt(range[range.length - 1]);
            if (first >= 0 && first <= last && last <= 65535) {
                return new Seeder.PortRange(first, last);
            }
            LOG.log(System.Logger.Level.WARNING, "{0} is no range of ports", PORTS_SETTING);
        } catch (ProblemException | NumberFormatException unusable) {
            LOG.log(System.Logger.Level.WARNING, PORTS_SETTING + " is no range of ports", unusable);
        }
        return Seeder.PortRange.ANY;
    }

    /** Gets what a campaign needs to run, in the background, and launches it. */
    private void prepare(Campaign campaign) {
        Thread.ofVirtual().name("rollout " + campaign.row().id()).start(() -> {
            try {
                if (campaign.row().state() == RolloutState.HALTED) {
                    campaign.advance();
                    return;
                }
                try {
                    Image image = images.images().stream().filter(known -> known.sha256().equals(campaign.row().image())).findFirst().orElseThrow(
                            () -> new ProblemException(Problem.of(Reason.of("image-gone").text())));
                    launch(campaign, image, Progress.none());
                } catch (ProblemException failed) {
                    LOG.log(System.Logger.Level.WARNING, "rollout " + campaign.row().id() + " cannot go on", failed);
                    campaign.failAll(Reason.of("master", failed.problem().line()));
                }
            } catch (ProblemException | RuntimeException broken) {
                LOG.log(System.Logger.Level.ERROR, "rollout " + campaign.row().id(), broken);
            }
        });
    }

    private void launch(Campaign campaign, Image image, Progress progress) throws ProblemException {
        Torrents.Torrent torrent = distribution.torrent(image, progress);
        Campaign.Parcel parcel = distribution.parcel(campaign.row(), image, torrent, clock.instant());
        campaign.launch(parcel, seeders.acquire(image, images.file(image), torrent.file()));
    }

    /** Stores a rollout and sets it going. */
    Rollout begin(RolloutTable.Row row, List<Track.Row> nodes, Schedule schedule, Image image, Torrents.Torrent torrent) throws ProblemException {
        long id = table.insert(row, nodes, schedule);
        Campaign campaign = new Campaign(this, table.byId(id).getFirst(), table.nodes(id));
        active.put(id, campaign);
        Campaign.Parcel parcel = distribution.parcel(campaign.row(), image, torrent, clock.instant());
        campaign.launch(parcel, seeders.acquire(image, images.file(image), torrent.file()));
        return campaign.value();
    }

    /** Sets nodes of a rollout going again, the rollout too when it is over. */
    synchronized Rollout again(Campaign campaign, List<Track> nodes, long entry) throws ProblemException {
        Campaign known = active.putIfAbsent(campaign.row().id(), campaign);
        if (known != null && known != campaign) {
            return known.value();
        }
        campaign.rewind(nodes);
        campaign.store(RolloutState.RUNNING, null, entry);
        if (known == null) {
            prepare(campaign);
        } else {
            campaign.advance();
        }
        return campaign.value();
    }

    /** The campaign of a rollout: the one under way, or one that stands still. */
    Campaign campaign(String id) throws ProblemException {
        long number = NodeScript.number(id);
        Campaign running = active.get(number);
        if (running != null) {
            return running;
        }
        List<RolloutTable.Row> rows = number < 0 ? List.of() : table.byId(number);
        if (rows.isEmpty()) {
            throw new ProblemException(Problem.of(Texts.TEXT.text("rollout.unknown", id)));
        }
        return new Campaign(this, rows.getFirst(), table.nodes(number));
    }

    /** Rollouts that this node takes part in just now, other than {@code except}. */
    Optional<Campaign> busyWith(String uuid, String except) {
        return active.values().stream().filter(campaign -> !Long.toString(campaign.row().id()).equals(except))
                .filter(campaign -> campaign.tracks().stream().anyMatch(track -> track.node().uuid().equals(uuid) && !track.state().isOver()))
                .findFirst();
    }

    @Override
    public void over(Campaign campaign) throws ProblemException {
        campaign.store(campaign.verdict(), clock.instant());
        campaign.release(false);
        long id = campaign.row().id();
        active.remove(id);
        distribution.remove(id);
        audit.end(campaign.row().audit(), campaign.summary());
    }

    @Override
    public Operation<Rollout> start(Image image, List<Node> targets, RolloutOptions options) {
        return new StartOperation(this, image, targets, options);
    }

    @Override
    public List<Rollout> list() {
        List<Rollout> all = new ArrayList<>();
        try {
            for (RolloutTable.Row row : table.newest(LISTED)) {
                all.add(campaign(Long.toString(row.id())).value());
            }
        } catch (ProblemException unreadable) {
            LOG.log(System.Logger.Level.ERROR, "rollouts cannot be read", unreadable);
        }
        return all;
    }

    @Override
    public Optional<Rollout> find(String id) {
        try {
            return Optional.of(campaign(id.strip()).value());
        } catch (ProblemException unknown) {
            return Optional.empty();
        }
    }

    @Override
    public Operation<Rollout> pause(Rollout rollout) {
        return new SwitchOperation(this, rollout, SwitchOperation.Kind.PAUSE);
    }

    @Override
    public Operation<Rollout> resume(Rollout rollout) {
        return new SwitchOperation(this, rollout, SwitchOperation.Kind.RESUME);
    }

    @Override
    public Operation<Rollout> cancel(Rollout rollout) {
        return new SwitchOperation(this, rollout, SwitchOperation.Kind.CANCEL);
    }

    @Override
    public Operation<Rollout> halt(Rollout rollout) {
        return new SwitchOperation(this, rollout, SwitchOperation.Kind.HALT);
    }

    @Override
    public RolloutSeries series(Rollout rollout) {
        try {
            Campaign running = active.get(NodeScript.number(rollout.id()));
            if (running != null) {
                running.bookNow();
            }
            return table.series().of(NodeScript.number(rollout.id()), rollout.imageBytes());
        } catch (ProblemException unreadable) {
            LOG.log(System.Logger.Level.ERROR, "the traffic of rollout " + rollout.id() + " cannot be read", unreadable);
            return RolloutSeries.none(rollout.imageBytes());
        }
    }

    @Override
    public List<RolloutSample> samples(Rollout rollout) {
        return series(rollout).samples();
    }

    @Override
    public List<RolloutStep> steps(Rollout rollout) {
        try {
            return table.history().steps(NodeScript.number(rollout.id()));
        } catch (ProblemException unreadable) {
            LOG.log(System.Logger.Level.ERROR, "the course of rollout " + rollout.id() + " cannot be read", unreadable);
            return List.of();
        }
    }

    @Override
    public RolloutReport report(Rollout rollout) {
        return new Review(rollout, steps(rollout), series(rollout), fleet(), clock.instant()).report();
    }

    @Override
    public void write(RolloutReport report, RolloutReport.Format format, Appendable out) throws IOException {
        switch (format) {
            case HTML -> new HtmlReport(report).write(out);
            case CSV -> new CsvReport(report).write(out);
        }
    }

    @Override
    public Schedule schedule(Rollout rollout) {
        try {
            return table.schedule(NodeScript.number(rollout.id()));
        } catch (ProblemException unreadable) {
            LOG.log(System.Logger.Level.ERROR, "a schedule cannot be read", unreadable);
            return Schedule.NONE;
        }
    }

    @Override
    public Optional<NodeDetail> detail(Rollout rollout, String uuid) {
        try {
            Campaign campaign = campaign(rollout.id());
            for (Track track : campaign.tracks()) {
                if (track.node().uuid().equals(uuid)) {
                    return Optional.of(track.detail(campaign.row(), campaign.seen(track), table.history().steps(campaign.row().id(), uuid)));
                }
            }
        } catch (ProblemException unreadable) {
            LOG.log(System.Logger.Level.ERROR, "a node of a rollout cannot be read", unreadable);
        }
        return Optional.empty();
    }

    @Override
    public List<Timetable> readTimetable(Path file, String room, ZoneId zone) throws ProblemException {
        return new CalendarFile(file, zone).read(room, clock.instant());
    }

    @Override
    public Operation<Rollout> retry(Rollout rollout) {
        return new RetryOperation(this, rollout);
    }

    @Override
    public Operation<Rollout> rollback(Rollout rollout, List<Node> nodes) {
        return new RollbackOperation(this, rollout, nodes);
    }

    @Override
    public Progress.Registration onChange(Consumer<Rollout> listener) {
        return bell.add(listener);
    }

    @Override
    public byte[] answer(String token, String query, InetAddress from, InetAddress local) {
        return tracker.answer(token, query, from, local);
    }

    @Override
    public Remote remote() {
        return remote;
    }

    @Override
    public List<Node> fleet() {
        NodeDirectory known = directory;
        return known == null ? List.of() : known.nodes();
    }

    @Override
    public Reason openGuests(Node node, Progress cancel) {
        OpenGuests known = openGuests;
        try {
            List<String> names = known == null ? List.of() : known.names(node, cancel);
            return names.isEmpty() ? Reason.NONE : Reason.of("guests-open", String.join(", ", names));
        } catch (ProblemException unknown) {
            return Reason.of("guests-unknown", unknown.problem().line());
        }
    }

    @Override
    public Optional<InetSocketAddress> endpoint() {
        TrackerEndpoint known = trackerEndpoint;
        return known == null ? Optional.empty() : known.address();
    }

    @Override
    public Tracker tracker() {
        return tracker;
    }

    @Override
    public RolloutTable table() {
        return table;
    }

    @Override
    public Semaphore starts() {
        return starts;
    }

    @Override
    public InstantSource clock() {
        return clock;
    }

    @Override
    public void changed(Campaign campaign) {
        bell.ring(campaign);
    }

    Instant now() {
        return clock.instant();
    }

    /** Who the audit log names. */
    static String person() {
        return System.getProperty("user.name", "");
    }
}
