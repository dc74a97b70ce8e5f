package org.bancada.profile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.bancada.core.Facts;
import org.bancada.core.ProblemException;

/** The profiles of this project, and small ones for a test. */
final class Samples {
    private Samples() {
    }

    static Path folder() {
        return Path.of("").toAbsolutePath().resolve("../org.bancada.profiles/profiles").normalize();
    }

    static Library library() {
        return Library.of(FolderSource.read(folder()).files());
    }

    static Facts facts(String id) throws IOException, ProblemException {
        Path file = folder().resolve(id + ".facts");
        return FactsText.parse(file.toString(), Files.readAllBytes(file));
    }

    /** Facts with some of them changed; a null value takes one out. */
    static Facts changed(Facts facts, String... pairs) {
        Map<String, String> changed = new TreeMap<>(facts.asMap());
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i + 1] == null) {
                changed.remove(pairs[i]);
            } else {
                changed.put(pairs[i], pairs[i + 1]);
            }
        }
        return Facts.of(changed);
    }

    /** The project's profiles with further ones: id and text in turn. */
    static Library with(String... pairs) {
        List<ProfileFile> files = new ArrayList<>(FolderSource.read(folder()).files());
        files.addAll(files(pairs));
        return Library.of(files);
    }

    static List<ProfileFile> files(String... pairs) {
        List<ProfileFile> files = new ArrayList<>();
        for (int i = 0; i < pairs.length; i += 2) {
            files.add(new ProfileFile(pairs[i], pairs[i] + ".profile", pairs[i + 1].getBytes(StandardCharsets.UTF_8)));
        }
        return files;
    }
}
