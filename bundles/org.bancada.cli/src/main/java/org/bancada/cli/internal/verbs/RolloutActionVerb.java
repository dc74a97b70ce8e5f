package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.util.Optional;

import org.bancada.cli.EngineWiring;
import org.bancada.cli.Invocation;
import org.bancada.cli.Json;
import org.bancada.cli.PlanOptions;
import org.bancada.cli.ShownProgress;
import org.bancada.cli.UsageException;
import org.bancada.cli.Verb;
import org.bancada.core.Operation;
import org.bancada.core.Plan;
import org.bancada.core.ProblemException;
import org.bancada.rollout.Rollout;
import org.bancada.rollout.RolloutState;
import org.bancada.rollout.Rollouts;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What the verbs have in common that change a rollout which is there. */
abstract class RolloutActionVerb implements Verb {
    @Parameters(index = "0", paramLabel = "ID", descriptionKey = "id")
    private String id;

    @Mixin
    private PlanOptions options;

    private final boolean asks;
    private final boolean goesOn;

    /**
     * @param asks whether a person at a terminal is asked
     * @param goesOn whether the rollout runs on afterwards
     */
    RolloutActionVerb(boolean asks, boolean goesOn) {
        this.asks = asks;
        this.goesOn = goesOn;
    }

    abstract Operation<Rollout> operation(Rollouts rollouts, Rollout rollout, Invocation invocation) throws UsageException, ProblemException;

    /** Whether the person asked to follow it. */
    boolean follows() {
        return false;
    }

    @Override
    public int run(Invocation invocation) throws UsageException, ProblemException, IOException {
        if (goesOn && !options.dryRun()) {
            invocation.engines().get(EngineWiring.class).listenSomewhere();
        }
        Rollout rollout = RolloutDocuments.find(id, invocation);
        Operation<Rollout> operation = operation(invocation.engines().get(Rollouts.class), rollout, invocation);
        Optional<Plan> plan = asks ? options.agree(operation, invocation) : options.planned(operation, invocation);
        if (plan.isEmpty()) {
            return DONE;
        }
        Rollout changed;
        try (ShownProgress progress = new ShownProgress(invocation, !options.json())) {
            changed = operation.run(plan.get(), progress);
        }
        if (goesOn) {
            return afterwards(changed, follows(), RolloutState.COMPLETED, options.json(), invocation);
        }
        print(changed, options.json(), invocation);
        return exit(plan.get(), changed);
    }

    /** The exit code when the operation itself was all. */
    int exit(Plan plan, Rollout changed) {
        return DONE;
    }

    /** Follows a rollout when that was asked for, or when it could not go on without this process. */
    static int afterwards(Rollout rollout, boolean wait, RolloutState goal, boolean json, Invocation invocation) throws ProblemException, IOException {
        boolean stays = invocation.engines().stay();
        if (!wait && stays) {
            print(rollout, json, invocation);
            return DONE;
        }
        if (!wait) {
            invocation.terminal().err().println(Words.text(invocation, "rollout.stays.here"));
        }
        return new RolloutFollower(invocation, json).follow(rollout, goal);
    }

    private static void print(Rollout rollout, boolean json, Invocation invocation) throws IOException {
        if (json) {
            new Json(invocation.terminal().out()).print(RolloutDocuments.summary(rollout));
        } else {
            invocation.terminal().out().println(Words.text(invocation, "rollout.line", rollout.id(), rollout.imageName(), Words.word(rollout.state()),
                    RolloutFollower.counts(rollout)));
        }
    }
}
