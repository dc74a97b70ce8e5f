package org.bancada.cli.internal.verbs;

import java.io.IOException;

import org.bancada.cli.EngineWiring;
import org.bancada.cli.Invocation;
import org.bancada.cli.Json;
import org.bancada.cli.JsonOption;
import org.bancada.cli.Table;
import org.bancada.cli.Verb;
import org.bancada.core.ProblemException;
import org.bancada.rollout.Rollout;
import org.bancada.rollout.RolloutState;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows how far each node of a rollout is; with {@code --follow} until it is over; with {@code --node} all that is known of one. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=rollout show")
public final class RolloutShowVerb implements Verb {
    @Parameters(paramLabel = "ID", descriptionKey = "id")
    private String id;

    @Option(names = {"-w", "--wait", "-f", "--follow"}, descriptionKey = "wait")
    private boolean wait;

    @Option(names = "--node", paramLabel = "NAME", descriptionKey = "node")
    private String node;

    @Mixin
    private JsonOption json;

    @Override
    public int run(Invocation invocation) throws ProblemException, IOException {
        if (wait) {
            invocation.engines().get(EngineWiring.class).listenSomewhere();
        }
        Rollout rollout = RolloutDocuments.find(id, invocation);
        if (wait) {
            return new RolloutFollower(invocation, json.wanted()).follow(rollout, RolloutState.COMPLETED);
        }
        if (node != null) {
            new RolloutNodeText(invocation).show(rollout, node, json.wanted());
            return DONE;
        }
        if (json.wanted()) {
            new Json(invocation.terminal().out()).print(RolloutDocuments.whole(rollout));
            return DONE;
        }
        Table table = new Table(Words.text(invocation, "column.name"), Words.text(invocation, "column.place"), Words.text(invocation, "column.state"),
                Words.text(invocation, "column.since"), Words.text(invocation, "column.bytes"), Words.text(invocation, "outcome.reason"));
        rollout.nodes().forEach(n -> table.row(n.name(), Words.orDash(n.place().toString()), n.state().word(), Words.time(n.since()),
                Sizes.text(n.bytes(), invocation.locale()), Words.orDash((n.reason() + " " + n.nextAction()).strip())));
        invocation.terminal().out().println(Words.text(invocation, "rollout.line", rollout.id(), rollout.imageName(), Words.word(rollout.state()),
                RolloutFollower.counts(rollout)));
        invocation.terminal().out().print(table);
        return DONE;
    }
}
