package org.bancada.image.internal;

import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.bancada.core.Messages;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.image.Images.ImportRequest;

/** The rules for what a person types when importing: everything of it ends up in line-based files on the nodes. */
final class ImageName {
    private static final Messages TEXT = Messages.beside(ImageName.class);
    private static final Set<String> SYSTEMS = Set.of("linux", "windows", "other");
    private static final int LONGEST = 100;
    private static final int MOST_MODELS = 50;

    private ImageName() {
    }

    /** Lower case, runs of other characters than a-z and 0-9 as one hyphen, none at the ends. */
    static String id(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }

    /** The request with blanks around its values removed. @throws ProblemException naming the value that cannot be used */
    static ImportRequest check(ImportRequest request) throws ProblemException {
        String name = request.name() == null ? "" : request.name().strip();
        String ostype = request.ostype() == null ? "" : request.ostype().strip().toLowerCase(Locale.ROOT);
        String version = request.version() == null ? "" : request.version().strip();
        List<String> models = request.models().stream().map(String::strip).distinct().toList();
        if (unusable(name) || id(name).isEmpty()) {
            throw refuse("name.bad", name, Integer.toString(LONGEST));
        }
        if (!SYSTEMS.contains(ostype)) {
            throw refuse("ostype.bad", ostype);
        }
        if (ImageVersion.parse(version).isEmpty()) {
            throw refuse("version.bad", version);
        }
        for (String model : models) {
            if (unusable(model) || model.contains(";") || model.equals("*")) {
                throw refuse("model.bad", model);
            }
        }
        if (models.size() > MOST_MODELS) {
            throw refuse("models.many", Integer.toString(MOST_MODELS));
        }
        return new ImportRequest(request.file(), name, ostype, version, models);
    }

    private static boolean unusable(String text) {
        return text.isEmpty() || text.length() > LONGEST || text.chars().anyMatch(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029);
    }

    private static ProblemException refuse(String key, Object... arguments) {
        return new ProblemException(Problem.of(TEXT.text(key, arguments)));
    }
}
