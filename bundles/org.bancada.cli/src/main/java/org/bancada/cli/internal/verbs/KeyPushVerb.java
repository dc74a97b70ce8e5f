package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.util.List;

import org.bancada.cli.Invocation;
import org.bancada.cli.PlanOptions;
import org.bancada.cli.UsageException;
import org.bancada.cli.Verb;
import org.bancada.core.Node;
import org.bancada.core.ProblemException;
import org.bancada.image.Images;
import org.bancada.remote.OutputListener;
import org.bancada.remote.Remote;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Brings the list of release keys that they are to trust to nodes. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=key push")
public final class KeyPushVerb implements Verb {
    private static final String SIGNERS = "/etc/bancada/allowed_signers";

    @Parameters(paramLabel = "SELECTOR", descriptionKey = "selector")
    private String selector;

    @Mixin
    private PlanOptions options;

    @Override
    public int run(Invocation invocation) throws UsageException, ProblemException, IOException {
        List<Node> nodes = invocation.selectToTry(selector);
        Remote remote = invocation.engines().get(Remote.class);
        return Outcomes.run(remote.copy(nodes, invocation.engines().get(Images.class).signingKeys().signersFile(), SIGNERS, OutputListener.none()),
                options, true, true, invocation);
    }
}
