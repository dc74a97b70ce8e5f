package org.bancada.cli.internal.verbs;

import java.io.IOException;

import org.bancada.cli.Invocation;
import org.bancada.cli.JsonOption;
import org.bancada.cli.UsageException;
import org.bancada.cli.Verb;
import org.bancada.core.Facts;
import org.bancada.core.Node;
import org.bancada.core.ProblemException;
import org.bancada.profile.Models;
import org.bancada.studio.Studio;
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
    @Parameters(paramLabel = "NODE", descriptionKey = "name")
    private String name;

    @Option(names = "--facts", descriptionKey = "facts-only")
    private boolean factsOnly;

    @Mixin
    private JsonOption json;

    @Override
    public int run(Invocation invocation) throws UsageException, ProblemException, IOException {
        Node node = invocation.node(name);
        Facts facts = invocation.engines().get(Studio.class).probe(node, invocation.progress());
        if (factsOnly) {
            facts.asMap().forEach((key, value) -> invocation.terminal().out().println(key + "=" + value));
            return DONE;
        }
        return ModelDraftVerb.show(facts, invocation.engines().get(Models.class).library(), json.wanted(), invocation);
    }
}
