package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.util.List;

import org.bancada.cli.Invocation;
import org.bancada.cli.PlanOptions;
import org.bancada.cli.UsageException;
import org.bancada.cli.Verb;
import org.bancada.core.Node;
import org.bancada.core.ProblemException;
import org.bancada.remote.Remote;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Reboots nodes. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=reboot")
public final class RebootVerb implements Verb {
    @Parameters(paramLabel = "SELECTOR", descriptionKey = "selector")
    private String selector;

    @Mixin
    private PlanOptions options;

    @Override
    public int run(Invocation invocation) throws UsageException, ProblemException, IOException {
        List<Node> nodes = invocation.selectToTry(selector);
        Remote remote = invocation.engines().get(Remote.class);
        return Outcomes.run(remote.reboot(nodes), options, true, true, invocation);
    }
}
