package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.bancada.cli.EngineWiring;
import org.bancada.cli.Invocation;
import org.bancada.cli.PlanOptions;
import org.bancada.cli.ShownProgress;
import org.bancada.cli.UsageException;
import org.bancada.cli.Verb;
import org.bancada.core.Node;
import org.bancada.core.Operation;
import org.bancada.core.Plan;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.image.Image;
import org.bancada.image.Images;
import org.bancada.rollout.Rollout;
import org.bancada.rollout.RolloutOptions;
import org.bancada.rollout.RolloutState;
import org.bancada.rollout.Rollouts;
import org.bancada.rollout.Schedule;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Starts a rollout. It goes on in the station or workbench that owns the data; where none runs, this command stays as if {@code --wait} had
 * been given, because somebody must serve the image.
 */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=rollout start")
public final class RolloutStartVerb implements Verb {
    @Parameters(index = "0", paramLabel = "IMAGE", descriptionKey = "image")
    private String image;

    @Parameters(index = "1", paramLabel = "SELECTOR", descriptionKey = "selector")
    private String selector;

    @Option(names = "--wave", paramLabel = "SELECTOR", descriptionKey = "wave")
    private List<String> waves = List.of();

    @Option(names = "--models", split = ";", paramLabel = "MODEL", descriptionKey = "models")
    private List<String> models = List.of();

    @Option(names = "--success", paramLabel = "PERCENT", descriptionKey = "success")
    private Integer success;

    @Option(names = "--errors", paramLabel = "PERCENT", descriptionKey = "errors")
    private Integer errors;

    @Option(names = "--stall", paramLabel = "TIME", descriptionKey = "stall")
    private Duration stall;

    @Option(names = "--valid", paramLabel = "TIME", descriptionKey = "valid")
    private Duration valid;

    @Option(names = {"-w", "--wait"}, descriptionKey = "wait")
    private boolean wait;

    @Mixin
    private ScheduleOptions schedule;

    @Mixin
    private PlanOptions options;

    @Override
    public int run(Invocation invocation) throws UsageException, ProblemException, IOException {
        double successShare = share(success, "--success", invocation);
        double errorShare = share(errors, "--errors", invocation);
        for (String wave : waves) {
            invocation.query(wave);
        }
        Schedule when = schedule.schedule(invocation);
        List<Node> targets = targets(invocation);
        Image chosen = invocation.engines().get(Images.class).find(image).orElseThrow(() -> new ProblemException(
                new Problem(Words.text(invocation, "image.unknown"), image, Words.text(invocation, "image.unknown.cure"))));
        if (!options.dryRun()) {
            invocation.engines().get(EngineWiring.class).listenSomewhere();
        }
        RolloutOptions defaults = RolloutOptions.defaults(selector);
        RolloutOptions how = new RolloutOptions(selector, waves(targets, invocation), success == null ? defaults.successThreshold() : successShare,
                errors == null ? defaults.errorThreshold() : errorShare, stall == null ? defaults.stallTimeout() : stall,
                valid == null ? defaults.validity() : valid).withSchedule(when);
        return run(invocation.engines().get(Rollouts.class).start(chosen, targets, how), invocation);
    }

    private int run(Operation<Rollout> operation, Invocation invocation) throws ProblemException, IOException {
        Optional<Plan> plan = options.agree(operation, invocation);
        if (plan.isEmpty()) {
            return DONE;
        }
        Rollout rollout;
        try (ShownProgress progress = new ShownProgress(invocation, !options.json())) {
            rollout = operation.run(plan.get(), progress);
        }
        return RolloutActionVerb.afterwards(rollout, wait, RolloutState.COMPLETED, options.json(), invocation);
    }

    private List<Node> targets(Invocation invocation) throws UsageException, ProblemException {
        List<Node> targets = invocation.select(selector);
        if (models.isEmpty()) {
            return targets;
        }
        List<Node> fitting = targets.stream().filter(n -> models.stream().anyMatch(m -> m.strip().equalsIgnoreCase(n.model()))).toList();
        if (fitting.isEmpty()) {
            throw new ProblemException(new Problem(Words.text(invocation, "models.none"), String.join("; ", models), ""));
        }
        return fitting;
    }

    /** Each target is in the first wave that names it; those that none names come last. */
    private List<List<Node>> waves(List<Node> targets, Invocation invocation) throws UsageException, ProblemException {
        if (waves.isEmpty()) {
            return List.of();
        }
        Set<Node> left = new LinkedHashSet<>(targets);
        List<List<Node>> result = new ArrayList<>();
        for (String wave : waves) {
            List<Node> named = new ArrayList<>(invocation.select(wave));
            named.retainAll(left);
            if (named.isEmpty()) {
                throw new ProblemException(new Problem(Words.text(invocation, "wave.empty"), wave, Words.text(invocation, "wave.empty.cure")));
            }
            named.forEach(left::remove);
            result.add(named);
        }
        if (!left.isEmpty()) {
            result.add(List.copyOf(left));
        }
        return result;
    }

    private static double share(Integer percent, String option, Invocation invocation) throws UsageException {
        if (percent != null && (percent < 0 || percent > 100)) {
            throw new UsageException(Words.text(invocation, "percent.wrong", option));
        }
        return percent == null ? 0 : percent / 100.0;
    }
}
