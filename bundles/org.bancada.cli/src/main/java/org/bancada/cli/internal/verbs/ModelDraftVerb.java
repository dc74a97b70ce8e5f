package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.bancada.cli.Invocation;
import org.bancada.cli.Json;
import org.bancada.cli.JsonOption;
import org.bancada.cli.UsageException;
import org.bancada.cli.Verb;
import org.bancada.core.Facts;
import org.bancada.core.ProblemException;
import org.bancada.profile.Draft;
import org.bancada.profile.Finding;
import org.bancada.profile.Library;
import org.bancada.profile.Lint;
import org.bancada.profile.Models;
import org.bancada.profile.Profile;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Drafts a profile from facts, or says which one fits and what is wrong with it. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=model draft")
public final class ModelDraftVerb implements Verb {
    @Option(names = "--facts", required = true, paramLabel = "FILE", descriptionKey = "facts")
    private String facts;

    @Mixin
    private JsonOption json;

    @Override
    public int run(Invocation invocation) throws UsageException, ProblemException, IOException {
        Facts read = ModelFindings.facts(facts, invocation);
        return show(read, invocation.engines().get(Models.class).library(), json.wanted(), invocation);
    }

    /** Prints the draft; or, for a PC that a profile fits already, that profile's id and what lint says. */
    static int show(Facts facts, Library library, boolean json, Invocation invocation) throws ProblemException, IOException {
        Optional<Profile> match = library.match(facts);
        Draft.Drafted draft = Draft.of(facts);
        Profile profile = match.isPresent() ? match.get() : Draft.read(draft, library);
        List<Finding> findings = Lint.check(profile, facts);
        if (json) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("match", match.map(Profile::id).orElse(null));
            document.put("id", profile.id());
            document.put("profile", match.isPresent() ? null : draft.text());
            document.put("findings", new ArrayList<>(findings.stream().map(ModelFindings::document).toList()));
            new Json(invocation.terminal().out()).print(document);
        } else {
            invocation.terminal().out().print(match.isPresent() ? "# " + Words.text(invocation, "model.matched", profile.id(), profile.place()) + "\n"
                    : "# " + Words.text(invocation, "model.drafted", draft.id() + ".profile") + "\n" + draft.text());
            ModelFindings.print(findings, invocation);
        }
        return DONE;
    }
}
