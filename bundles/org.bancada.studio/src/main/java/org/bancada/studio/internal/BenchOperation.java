package org.bancada.studio.internal;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.bancada.core.Facts;
import org.bancada.core.Node;
import org.bancada.core.Operation;
import org.bancada.core.Plan;
import org.bancada.core.Plan.Step;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.profile.GuestPlan;
import org.bancada.profile.Profile;
import org.bancada.remote.Remote;
import org.bancada.store.AuditLog;
import org.bancada.studio.TrialResult;
import org.bancada.studio.TrialResult.Check;

/** Starts a guest for a test, by the node script {@code guest -t}. */
final class BenchOperation implements Operation<TrialResult> {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration SHORTEST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final String CHECK = "check.";
    private final Remote remote;
    private final AuditLog audit;
    private final Node node;
    private final Profile profile;
    private final Duration time;

    BenchOperation(Remote remote, AuditLog audit, Node node, Profile profile, Duration time) {
        this.remote = remote;
        this.audit = audit;
        this.node = node;
        this.profile = profile;
        this.time = time;
    }

    @Override
    public Plan plan() throws ProblemException {
        if (time.compareTo(SHORTEST) < 0 || time.compareTo(LONGEST) > 0) {
            throw Texts.problem(node.name(), "bench.time", SHORTEST.toSeconds(), LONGEST.toSeconds());
        }
        return new Plan(Texts.text("bench.title", profile.id(), node.name()),
                List.of(new Step(node.name(), Texts.text("bench.step", time.toSeconds()))), List.of(), List.of(Texts.text("bench.loss")));
    }

    @Override
    public TrialResult run(Plan plan, Progress progress) throws ProblemException {
        progress.begin(plan.title(), 1);
        long entry = audit.begin(System.getProperty("user.name", ""), "model bench " + profile.id(), List.of(node.name()), "");
        String result = "failed";
        try {
            Facts facts = new Prober(remote).facts(node, progress);
            TrialResult tested = test(GuestPlan.of(profile, facts).getBytes(StandardCharsets.UTF_8), progress);
            result = tested.passed() ? "passed" : "failed " + tested.reason();
            return tested;
        } finally {
            audit.end(entry, result);
        }
    }

    private TrialResult test(byte[] guestPlan, Progress progress) throws ProblemException {
        List<Check> checks = java.util.Collections.synchronizedList(new ArrayList<>());
        Map<String, String> answers = new ConcurrentHashMap<>();
        int code = remote.follow(node, "guest -t " + time.toSeconds() + " -p -", guestPlan, CONNECT, progress, line -> {
            int equals = line.indexOf('=');
            if (equals > 0 && line.length() <= 1_000) {
                String key = line.substring(0, equals);
                String value = line.substring(equals + 1);
                if (key.startsWith(CHECK) && checks.size() < 200) {
                    checks.add(check(key.substring(CHECK.length()), value.equals("yes")));
                } else if (List.of("state", "reason", "detail").contains(key)) {
                    answers.put(key, value);
                }
            }
        }, line -> {
        });
        progress.check();
        String reason = code == 0 ? "" : answers.getOrDefault("detail", answers.getOrDefault("reason", Texts.text("bench.ended", code)));
        return new TrialResult(checks, reason);
    }

    private static Check check(String name, boolean passed) {
        return name.startsWith("device.") ? new Check(Texts.text("check.device", name.substring("device.".length())), passed, true)
                : new Check(name.equals("network") ? Texts.text("check.network") : name.equals("running") ? Texts.text("check.running") : name, passed,
                        !name.equals("network"));
    }
}
