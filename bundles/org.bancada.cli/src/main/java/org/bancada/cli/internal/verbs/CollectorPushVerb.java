package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.util.List;

import org.bancada.cli.Invocation;
import org.bancada.cli.PlanOptions;
import org.bancada.cli.UsageException;
import org.bancada.cli.Verb;
import org.bancada.collector.Collector;
import org.bancada.core.Node;
import org.bancada.core.ProblemException;
import org.bancada.remote.OutputListener;
import org.bancada.remote.Remote;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Brings the certificate by which they know the collector to nodes. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=collector push")
public final class CollectorPushVerb implements Verb {
    private static final String AUTHORITY = "/etc/bancada/collector.pem";

    @Parameters(paramLabel = "SELECTOR", descriptionKey = "selector")
    private String selector;

    @Mixin
    private PlanOptions options;

    @Override
    public int run(Invocation invocation) throws UsageException, ProblemException, IOException {
        List<Node> nodes = invocation.selectToTry(selector);
        return Outcomes.run(invocation.engines().get(Remote.class).copy(nodes, invocation.engines().get(Collector.class).certificate().authority(), AUTHORITY,
                OutputListener.none()), options, true, true, invocation);
    }
}
