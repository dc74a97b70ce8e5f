package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;

import org.bancada.cli.Invocation;
import org.bancada.cli.UsageException;
import org.bancada.cli.Verb;
import org.bancada.core.ProblemException;
import org.bancada.fleet.Fleet;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Writes names, places and addresses of all nodes as CSV. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=places export")
public final class PlacesExportVerb implements Verb {
    @Parameters(arity = "0..1", paramLabel = "FILE", descriptionKey = "file", defaultValue = "-")
    private String file;

    @Override
    public int run(Invocation invocation) throws UsageException, ProblemException, IOException {
        StringWriter csv = new StringWriter();
        invocation.engines().get(Fleet.class).exportPlaces(csv);
        if (file.equals("-")) {
            invocation.terminal().out().print(csv);
        } else {
            Files.writeString(invocation.file(file), csv.toString());
        }
        return DONE;
    }
}
