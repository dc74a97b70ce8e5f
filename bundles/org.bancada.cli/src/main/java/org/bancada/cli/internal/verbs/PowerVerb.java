package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.util.List;

import org.bancada.cli.Invocation;
import org.bancada.cli.PlanOptions;
import org.bancada.cli.UsageException;
import org.bancada.cli.Verb;
import org.bancada.core.Node;
import org.bancada.core.Operation;
import org.bancada.core.ProblemException;
import org.bancada.remote.Outcome;
import org.bancada.remote.Remote;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What ends the work of the nodes that a selector names. */
abstract class PowerVerb implements Verb {
    private final boolean leftOutFails;

    @Parameters(paramLabel = "SELECTOR", descriptionKey = "selector")
    private String selector;

    @Mixin
    private PlanOptions options;

    /** @param leftOutFails whether a node that is off already makes the command fail */
    PowerVerb(boolean leftOutFails) {
        this.leftOutFails = leftOutFails;
    }

    abstract Operation<Outcome> operation(Remote remote, List<Node> nodes);

    @Override
    public int run(Invocation invocation) throws UsageException, ProblemException, IOException {
        List<Node> nodes = invocation.selectToTry(selector);
        return Outcomes.run(operation(invocation.engines().get(Remote.class), nodes), options, true, leftOutFails, invocation);
    }
}
