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
import org.bancada.image.Image;
import org.bancada.image.Images;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the base images of the catalogue. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=images")
public final class ImagesVerb implements Verb {
    private static final int DIGEST_SHOWN = 12;

    @Mixin
    private JsonOption json;

    @Override
    public int run(Invocation invocation) throws ProblemException, IOException {
        List<Image> images = invocation.engines().get(Images.class).images();
        if (json.wanted()) {
            new Json(invocation.terminal().out()).print(images.stream().map(ImagesVerb::document).toList());
        } else if (images.isEmpty()) {
            invocation.terminal().err().println(Words.text(invocation, "images.empty"));
        } else {
            invocation.terminal().out().print(table(images, invocation));
        }
        return DONE;
    }

    private static Table table(List<Image> images, Invocation invocation) {
        Table table = new Table(Words.text(invocation, "column.id"), Words.text(invocation, "column.image"), Words.text(invocation, "column.version"),
                Words.text(invocation, "column.ostype"), Words.text(invocation, "column.format"), Words.text(invocation, "column.size"),
                Words.text(invocation, "column.models"), "SHA-256");
        for (Image image : images) {
            table.row(image.id(), image.name(), image.version(), image.ostype(), image.format(), Sizes.text(image.size(), invocation.locale()),
                    image.models().isEmpty() ? "*" : String.join("; ", image.models()), image.sha256().substring(0, DIGEST_SHOWN));
        }
        return table;
    }

    /** An image as programs see it. */
    static Map<String, Object> document(Image image) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("id", image.id());
        document.put("name", image.name());
        document.put("version", image.version());
        document.put("ostype", image.ostype());
        document.put("format", image.format());
        document.put("size", image.size());
        document.put("virtualSize", image.virtualSize());
        document.put("models", image.models());
        document.put("sha256", image.sha256());
        document.put("imported", image.imported());
        return document;
    }
}
