package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.bancada.cli.Invocation;
import org.bancada.cli.PlanOptions;
import org.bancada.cli.UsageException;
import org.bancada.cli.Verb;
import org.bancada.core.Node;
import org.bancada.core.ProblemException;
import org.bancada.remote.OutputListener;
import org.bancada.remote.Remote;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Copies a file to nodes. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=copy")
public final class CopyVerb implements Verb {
    @Parameters(index = "0", paramLabel = "SELECTOR", descriptionKey = "selector")
    private String selector;

    @Parameters(index = "1", paramLabel = "FILE", descriptionKey = "file")
    private String file;

    @Parameters(index = "2", paramLabel = "DEST", descriptionKey = "dest")
    private String destination;

    @Mixin
    private PlanOptions options;

    @Override
    public int run(Invocation invocation) throws UsageException, ProblemException, IOException {
        Path source = invocation.file(file);
        List<Node> nodes = invocation.selectToTry(selector);
        Remote remote = invocation.engines().get(Remote.class);
        return Outcomes.run(remote.copy(nodes, source, destination, OutputListener.none()), options, true, true, invocation);
    }
}
