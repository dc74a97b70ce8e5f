package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.util.List;

import org.bancada.cli.Invocation;
import org.bancada.cli.Json;
import org.bancada.cli.JsonOption;
import org.bancada.cli.Table;
import org.bancada.cli.Verb;
import org.bancada.core.ProblemException;
import org.bancada.rollout.Rollout;
import org.bancada.rollout.Rollouts;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists rollouts, newest first. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=rollout list")
public final class RolloutListVerb implements Verb {
    @Mixin
    private JsonOption json;

    @Override
    public int run(Invocation invocation) throws ProblemException, IOException {
        List<Rollout> rollouts = invocation.engines().get(Rollouts.class).list();
        if (json.wanted()) {
            new Json(invocation.terminal().out()).print(rollouts.stream().map(RolloutDocuments::summary).toList());
            return DONE;
        }
        Table table = new Table(Words.text(invocation, "column.id"), Words.text(invocation, "column.image"), Words.text(invocation, "column.state"),
                Words.text(invocation, "column.started"), Words.text(invocation, "column.nodes"));
        rollouts.forEach(r -> table.row(r.id(), r.imageName(), Words.word(r.state()), Words.time(r.started()), RolloutFollower.counts(r)));
        if (table.isEmpty()) {
            invocation.terminal().err().println(Words.text(invocation, "rollouts.empty"));
        } else {
            invocation.terminal().out().print(table);
        }
        return DONE;
    }
}
