package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.bancada.cli.Invocation;
import org.bancada.cli.JsonOption;
import org.bancada.cli.UsageException;
import org.bancada.cli.Verb;
import org.bancada.core.Node;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.profile.FactsText;
import org.bancada.profile.Models;
import org.bancada.remote.Remote;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads what a node is made of, and drafts a profile or says which one fits. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=model probe")
public final class ModelProbeVerb implements Verb {
    private static final Duration CONNECT = Duration.ofSeconds(20);

    @Parameters(paramLabel = "NODE", descriptionKey = "name")
    private String name;

    @Option(names = "--facts", descriptionKey = "facts-only")
    private boolean factsOnly;

    @Mixin
    private JsonOption json;

    @Override
    public int run(Invocation invocation) throws UsageException, ProblemException, IOException {
        Node node = invocation.node(name);
        StringBuilder out = new StringBuilder();
        StringBuilder err = new StringBuilder();
        int code = invocation.engines().get(Remote.class).follow(node, "facts", new byte[0], CONNECT, invocation.progress(), line -> add(out, line),
                line -> add(err, line));
        if (code != 0) {
            throw new ProblemException(new Problem(Words.text(invocation, "model.probe.failed", code, err.toString().strip()), node.name(),
                    Words.text(invocation, "model.probe.failed.cure")));
        }
        if (factsOnly) {
            invocation.terminal().out().print(out);
            return DONE;
        }
        return ModelDraftVerb.show(FactsText.parse(node.name(), out.toString().getBytes(StandardCharsets.UTF_8)),
                invocation.engines().get(Models.class).library(), json.wanted(), invocation);
    }

    private static void add(StringBuilder text, String line) {
        if (text.length() < FactsText.LARGEST) {
            text.append(line).append('\n');
        }
    }
}
