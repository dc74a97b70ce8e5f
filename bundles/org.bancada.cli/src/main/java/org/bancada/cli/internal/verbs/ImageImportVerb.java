package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import org.bancada.cli.Invocation;
import org.bancada.cli.Json;
import org.bancada.cli.PlanOptions;
import org.bancada.cli.ShownProgress;
import org.bancada.cli.UsageException;
import org.bancada.cli.Verb;
import org.bancada.core.Operation;
import org.bancada.core.Plan;
import org.bancada.core.ProblemException;
import org.bancada.image.Image;
import org.bancada.image.Images;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes a raw or qcow2 file into the catalogue. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=image import")
public final class ImageImportVerb implements Verb {
    @Parameters(paramLabel = "FILE", descriptionKey = "file")
    private String file;

    @Option(names = "--name", required = true, paramLabel = "NAME", descriptionKey = "name")
    private String name;

    @Option(names = "--ostype", required = true, paramLabel = "TYPE", descriptionKey = "ostype")
    private String ostype;

    @Option(names = "--version", required = true, paramLabel = "VERSION", descriptionKey = "version")
    private String version;

    @Option(names = "--models", split = ";", paramLabel = "MODEL", descriptionKey = "models")
    private List<String> models = List.of();

    @Mixin
    private PlanOptions options;

    @Override
    public int run(Invocation invocation) throws UsageException, ProblemException, IOException {
        Images.ImportRequest request = new Images.ImportRequest(invocation.file(file), name, ostype, version, models.stream().map(String::strip).toList());
        Operation<Image> operation = invocation.engines().get(Images.class).importFile(request);
        Optional<Plan> plan = options.planned(operation, invocation);
        if (plan.isEmpty()) {
            return DONE;
        }
        Image image;
        try (ShownProgress progress = new ShownProgress(invocation, !options.json())) {
            image = operation.run(plan.get(), progress);
        }
        if (options.json()) {
            new Json(invocation.terminal().out()).print(ImagesVerb.document(image));
        } else {
            invocation.terminal().out().println(Words.text(invocation, "image.imported", image.name(), image.version(),
                    Sizes.text(image.size(), invocation.locale()), image.sha256()));
        }
        return DONE;
    }
}
