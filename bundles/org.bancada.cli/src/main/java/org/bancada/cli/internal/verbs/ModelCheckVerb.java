package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.bancada.cli.Invocation;
import org.bancada.cli.Json;
import org.bancada.cli.JsonOption;
import org.bancada.cli.Table;
import org.bancada.cli.UsageException;
import org.bancada.cli.Verb;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.profile.Finding;
import org.bancada.profile.FolderCheck;
import org.bancada.profile.Models;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks a folder of profiles: reads them, lints each on its recorded facts and compares it with its recorded plan. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=model check")
public final class ModelCheckVerb implements Verb {
    @Parameters(paramLabel = "DIR", descriptionKey = "dir")
    private String folder;

    @Option(names = "--record", descriptionKey = "record")
    private boolean record;

    @Mixin
    private JsonOption json;

    @Override
    public int run(Invocation invocation) throws UsageException, ProblemException, IOException {
        Path path = invocation.file(folder);
        FolderCheck.Result result = FolderCheck.of(path, invocation.engines().get(Models.class).library());
        if (record) {
            for (FolderCheck.Checked checked : result.models()) {
                Files.writeString(path.resolve(checked.profile().id() + ".plan"), checked.plan());
            }
            result = FolderCheck.of(path, invocation.engines().get(Models.class).library());
        }
        if (json.wanted()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("good", result.isGood());
            document.put("problems", result.problems().stream().map(ModelFindings::document).toList());
            document.put("models", result.models().stream().map(ModelCheckVerb::document).toList());
            new Json(invocation.terminal().out()).print(document);
        } else {
            print(result, invocation);
        }
        return result.isGood() ? DONE : FAILED;
    }

    private static void print(FolderCheck.Result result, Invocation invocation) {
        for (Problem problem : result.problems()) {
            invocation.terminal().err().println(Table.printable(problem.line()));
        }
        for (FolderCheck.Checked checked : result.models()) {
            boolean error = checked.findings().stream().anyMatch(Finding::isError);
            invocation.terminal().out().println(checked.profile().id() + ": " + Words.text(invocation, error ? "model.refused" : "model.good"));
            ModelFindings.print(checked.findings(), invocation);
        }
        result.withoutFacts().forEach(id -> invocation.terminal().out().println(id + ": " + Words.text(invocation, "model.no.facts")));
    }

    private static Map<String, Object> document(FolderCheck.Checked checked) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("id", checked.profile().id());
        document.put("findings", checked.findings().stream().map(ModelFindings::document).toList());
        return document;
    }
}
