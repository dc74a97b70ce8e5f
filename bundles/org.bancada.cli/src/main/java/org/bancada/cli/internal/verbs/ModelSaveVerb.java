package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.bancada.cli.Invocation;
import org.bancada.cli.Json;
import org.bancada.cli.PlanOptions;
import org.bancada.cli.UsageException;
import org.bancada.cli.Verb;
import org.bancada.core.Facts;
import org.bancada.core.Operation;
import org.bancada.core.Plan;
import org.bancada.core.ProblemException;
import org.bancada.core.SimpleProgress;
import org.bancada.profile.ProfileFile;
import org.bancada.studio.Studio;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a profile into the drop-in folder. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=model save")
public final class ModelSaveVerb implements Verb {
    @Parameters(index = "0", paramLabel = "ID", descriptionKey = "id")
    private String id;

    @Parameters(index = "1", paramLabel = "FILE", descriptionKey = "file")
    private String file;

    @Option(names = "--facts", paramLabel = "FILE", descriptionKey = "facts")
    private String facts;

    @Mixin
    private PlanOptions options;

    @Override
    public int run(Invocation invocation) throws UsageException, ProblemException, IOException {
        Facts read = facts == null ? Facts.NONE : ModelFindings.facts(facts, invocation);
        Operation<Path> operation = invocation.engines().get(Studio.class).save(new Studio.Draft(id, text(invocation.file(file)), read, Optional.empty()));
        Optional<Plan> plan = options.agree(operation, invocation);
        if (plan.isEmpty()) {
            return DONE;
        }
        Path saved = operation.run(plan.get(), new SimpleProgress());
        if (options.json()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("id", id);
            document.put("file", saved.toString());
            new Json(invocation.terminal().out()).print(document);
        } else {
            invocation.terminal().out().println(Words.text(invocation, "model.saved", id, saved));
        }
        return DONE;
    }

    /** One byte more than a profile may have: the operation says what is wrong. */
    private static String text(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return new String(in.readNBytes(ProfileFile.LARGEST + 1), StandardCharsets.UTF_8);
        }
    }
}
