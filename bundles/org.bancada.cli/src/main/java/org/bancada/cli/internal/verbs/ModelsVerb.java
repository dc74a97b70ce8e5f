package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.bancada.cli.Invocation;
import org.bancada.cli.Json;
import org.bancada.cli.JsonOption;
import org.bancada.cli.Table;
import org.bancada.cli.Verb;
import org.bancada.core.ProblemException;
import org.bancada.profile.Library;
import org.bancada.profile.Models;
import org.bancada.profile.Profile;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the machine models. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=models")
public final class ModelsVerb implements Verb {
    @Option(names = "--all", descriptionKey = "all")
    private boolean all;

    @Mixin
    private JsonOption json;

    @Override
    public int run(Invocation invocation) throws ProblemException, IOException {
        Library library = invocation.engines().get(Models.class).library();
        List<Profile> shown = all ? library.profiles() : library.models();
        if (json.wanted()) {
            new Json(invocation.terminal().out()).print(document(shown, library));
        } else {
            Table table = new Table(Words.text(invocation, "column.id"), Words.text(invocation, "column.name"), Words.text(invocation, "column.inherits"),
                    Words.text(invocation, "column.file"));
            shown.forEach(p -> table.row(p.id(), p.name(), Words.orDash(String.join(" < ", p.parents())), p.place()));
            invocation.terminal().out().print(table);
            library.problems().forEach(problem -> invocation.terminal().err().println(Table.printable(problem.line())));
        }
        return library.problems().isEmpty() ? DONE : FAILED;
    }

    private static Map<String, Object> document(List<Profile> shown, Library library) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("models", shown.stream().map(ModelsVerb::document).toList());
        document.put("problems", library.problems().stream().map(ModelFindings::document).toList());
        return document;
    }

    private static Map<String, Object> document(Profile profile) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("id", profile.id());
        document.put("name", profile.name());
        document.put("inherits", profile.parents());
        document.put("match", profile.match().patterns());
        document.put("file", profile.place());
        return document;
    }
}
