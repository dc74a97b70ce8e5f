package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.bancada.cli.Invocation;
import org.bancada.cli.Json;
import org.bancada.cli.PlanOptions;
import org.bancada.cli.UsageException;
import org.bancada.cli.Verb;
import org.bancada.core.Operation;
import org.bancada.core.Plan;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.fleet.Fleet;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Reads what {@link PlacesExportVerb} writes. Fails when a line was refused; the others are taken. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=places import")
public final class PlacesImportVerb implements Verb {
    private static final int LONGEST = 16 << 20;

    @Parameters(paramLabel = "FILE", descriptionKey = "file")
    private String file;

    @Mixin
    private PlanOptions options;

    @Override
    public int run(Invocation invocation) throws UsageException, ProblemException, IOException {
        Operation<Fleet.ImportResult> operation = invocation.engines().get(Fleet.class).importPlaces(new StringReader(read(invocation)));
        Optional<Plan> plan = options.agree(operation, invocation);
        if (plan.isEmpty()) {
            return DONE;
        }
        Fleet.ImportResult result = operation.run(plan.get(), invocation.progress());
        if (options.json()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("taken", result.taken());
            document.put("refused", result.refused());
            new Json(invocation.terminal().out()).print(document);
        } else {
            invocation.terminal().out().println(Words.text(invocation, "places.taken", result.taken(), result.refused().size()));
            result.refused().forEach(line -> invocation.terminal().err().println("  " + line));
        }
        return result.refused().isEmpty() ? DONE : FAILED;
    }

    private String read(Invocation invocation) throws UsageException, ProblemException, IOException {
        try (InputStream source = file.equals("-") ? invocation.terminal().in() : Files.newInputStream(invocation.file(file))) {
            byte[] csv = source.readNBytes(LONGEST + 1);
            if (csv.length > LONGEST) {
                throw new ProblemException(new Problem(Words.text(invocation, "places.too.large", LONGEST >> 20), file, ""));
            }
            return new String(csv, StandardCharsets.UTF_8);
        }
    }
}
