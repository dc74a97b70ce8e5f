package org.bancada.rollout.internal;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.bancada.core.Node;
import org.bancada.core.NodeState;
import org.bancada.core.Operation;
import org.bancada.core.Plan;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.image.Image;
import org.bancada.rollout.NodeRolloutState;
import org.bancada.rollout.Rollout;
import org.bancada.rollout.RolloutOptions;
import org.bancada.rollout.RolloutState;

/** Begins a rollout. It is stored before the first node hears of it. */
final class StartOperation implements Operation<Rollout> {
    private static final int TOKEN_BYTES = 18;

    private final RolloutEngine engine;
    private final Image image;
    private final List<Node> targets;
    private final RolloutOptions options;

    StartOperation(RolloutEngine engine, Image image, List<Node> targets, RolloutOptions options) {
        this.engine = engine;
        this.image = image;
        this.targets = List.copyOf(targets);
        this.options = options;
    }

    private String name() {
        return Texts.TEXT.text("image.name", image.name(), image.version());
    }

    @Override
    public Plan plan() throws ProblemException {
        checkReady();
        Eligibility.Choice choice = new Eligibility(engine, image).choose(targets, options);
        List<Plan.Step> steps = new ArrayList<>();
        if (!choice.waves().isEmpty()) {
            engine.distribution.freight(image, engine.list()).lines(choice.waves().keySet()).forEach(line -> steps.add(new Plan.Step("", line)));
            long waves = choice.waves().values().stream().distinct().count();
            if (waves > 1) {
                steps.add(new Plan.Step("", Texts.TEXT.text("start.waves", Long.toString(waves), percent(options.successThreshold()),
                        percent(options.errorThreshold()))));
            }
            ScheduleText.lines(options.schedule(), List.copyOf(choice.waves().keySet()), engine.now())
                    .forEach(line -> steps.add(new Plan.Step("", line)));
            choice.waves().forEach((node, wave) -> steps.add(new Plan.Step(node.name(), step(node, waves > 1 ? wave + 1 : 0))));
        }
        List<String> losses = choice.waves().isEmpty() ? List.of() : List.of(Texts.TEXT.text("start.loss"));
        return new Plan(Texts.TEXT.text("start.title", name(), Integer.toString(choice.waves().size())), steps, choice.leftOut(), losses);
    }

    private static String step(Node node, int wave) {
        String what = Texts.TEXT.text(node.state() == NodeState.ONLINE ? "start.step" : "start.step.wake");
        return wave == 0 ? what : Texts.TEXT.text("start.step.wave", Integer.toString(wave), what);
    }

    private static String percent(double share) {
        return Math.round(share * 100) + " %";
    }

    private void checkReady() throws ProblemException {
        checkValidity();
        Optional<Problem> fault = engine.images.fault(image);
        if (fault.isPresent()) {
            throw new ProblemException(fault.get());
        }
        if (engine.endpoint().isEmpty()) {
            throw new ProblemException(new Problem(Texts.TEXT.text("start.deaf"), "", Texts.TEXT.text("start.deaf.cure")));
        }
    }

    /** A node that begins later would find the manifest expired. */
    private void checkValidity() throws ProblemException {
        Instant start = options.schedule().start();
        if (start != null && !options.validity().isNegative() && !start.isBefore(engine.now().plus(options.validity()))) {
            throw new ProblemException(new Problem(Texts.TEXT.text("schedule.late", Long.toString(options.validity().toDays())), "", ""));
        }
    }

    @Override
    public Rollout run(Plan plan, Progress progress) throws ProblemException {
        checkReady();
        Set<String> seen = plan.steps().stream().map(Plan.Step::node).collect(Collectors.toSet());
        Map<Node, Integer> chosen = new Eligibility(engine, image).choose(targets, options).waves();
        chosen.keySet().removeIf(node -> !seen.contains(node.name()));
        if (chosen.isEmpty()) {
            throw new ProblemException(Problem.of(Texts.TEXT.text("start.nobody", name())));
        }
        long entry = engine.audit.begin(RolloutEngine.person(), "rollout start " + image.id() + " version " + image.version() + " " + image.sha256(),
                chosen.keySet().stream().map(Node::name).toList(), options.selector());
        boolean begun = false;
        try {
            Torrents.Torrent torrent = engine.distribution.torrent(image, progress);
            engine.distribution.rehearse(image, torrent, options.validity());
            progress.message(Texts.TEXT.text("start.seeding"));
            try (Seeders.Lease lease = engine.seeders.acquire(image, engine.images.file(image), torrent.file())) {
                Optional<String> problem = lease.awaitStart();
                if (problem.isPresent()) {
                    throw new ProblemException(new Problem(Texts.TEXT.text("start.seeder", problem.get()), "", Texts.TEXT.text("start.seeder.cure")));
                }
                progress.check();
                Rollout rollout = engine.begin(row(torrent, entry), nodes(chosen), options.schedule(), image, torrent);
                begun = true;
                return rollout;
            }
        } finally {
            if (!begun) {
                engine.audit.end(entry, "not started");
            }
        }
    }

    private RolloutTable.Row row(Torrents.Torrent torrent, long entry) {
        return new RolloutTable.Row(0, image.sha256(), name(), image.size(), options.selector() == null ? "" : options.selector(),
                RolloutState.RUNNING, engine.now(), null, torrent.infoHash(), torrent.pieceLength(), options.successThreshold(),
                options.errorThreshold(), options.stallTimeout(), options.validity(), options.wakeTimeout(), options.idleTimeout(), entry);
    }

    private List<Track.Row> nodes(Map<Node, Integer> chosen) {
        SecureRandom random = new SecureRandom();
        Instant now = engine.now();
        List<Track.Row> rows = new ArrayList<>();
        chosen.forEach((node, wave) -> {
            byte[] token = new byte[TOKEN_BYTES];
            random.nextBytes(token);
            rows.add(new Track.Row(0, rows.size(), node, wave, Base64.getUrlEncoder().encodeToString(token), NodeRolloutState.PENDING, now,
                    Reason.NONE, 0));
        });
        return rows;
    }
}
