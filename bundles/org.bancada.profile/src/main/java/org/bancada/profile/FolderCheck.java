package org.bancada.profile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.bancada.core.Facts;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;

/** Checks a folder of profiles: each must be readable, pass lint on its recorded facts and come to its recorded plan. */
public final class FolderCheck {
    /** A model with recorded facts, what lint says, and the plan that it comes to now. */
    public record Checked(Profile profile, List<Finding> findings, String plan) {
    }

    /**
     * @param problems what cannot be read, and plans that differ
     * @param withoutFacts ids of models of which nothing was recorded
     */
    public record Result(List<Problem> problems, List<Checked> models, List<String> withoutFacts) {
        public boolean isGood() {
            return problems.isEmpty() && models.stream().flatMap(m -> m.findings().stream()).noneMatch(Finding::isError);
        }
    }

    private FolderCheck() {
    }

    /**
     * @param known profiles that those of the folder may inherit from
     * @throws ProblemException when there is no such folder, or no profile in it
     */
    public static Result of(Path folder, Library known) throws ProblemException {
        if (!Files.isDirectory(folder)) {
            throw Texts.failure(folder.toString(), "folder.unreadable", "-");
        }
        FolderSource.Found found = FolderSource.read(folder);
        Set<String> ids = found.files().stream().map(ProfileFile::id).collect(Collectors.toSet());
        if (ids.isEmpty() && found.problems().isEmpty()) {
            throw Texts.failure(folder.toString(), "folder.empty");
        }
        Library library = Library.with(known, found.files());
        List<Problem> problems = new ArrayList<>(found.problems());
        library.problems().stream().filter(p -> p.where().startsWith(folder.toString())).forEach(problems::add);
        List<Checked> models = new ArrayList<>();
        List<String> withoutFacts = new ArrayList<>();
        for (Profile profile : library.models()) {
            if (!ids.contains(profile.id())) {
                continue;
            }
            Path recorded = folder.resolve(profile.id() + ".facts");
            if (!Files.exists(recorded)) {
                withoutFacts.add(profile.id());
                continue;
            }
            try {
                Facts facts = FactsText.parse(recorded.toString(), bytes(recorded));
                library.match(facts);
                String plan = GuestPlan.of(profile, facts);
                models.add(new Checked(profile, Lint.check(profile, facts), plan));
                compare(folder.resolve(profile.id() + ".plan"), plan, problems);
            } catch (ProblemException wrong) {
                problems.add(wrong.problem());
            } catch (IOException failed) {
                problems.add(Texts.problem(recorded.toString(), "folder.unreadable", String.valueOf(failed.getMessage())));
            }
        }
        return new Result(problems, models, withoutFacts);
    }

    private static byte[] bytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(FactsText.LARGEST + 1);
        }
    }

    private static void compare(Path recorded, String plan, List<Problem> problems) throws IOException {
        if (!Files.exists(recorded)) {
            return;
        }
        String[] before = new String(bytes(recorded), java.nio.charset.StandardCharsets.UTF_8).split("\n", -1);
        String[] now = plan.split("\n", -1);
        for (int i = 0; i < Math.max(before.length, now.length); i++) {
            String a = i < before.length ? before[i] : "";
            String b = i < now.length ? now[i] : "";
            if (!a.equals(b)) {
                problems.add(Texts.problem(recorded + ":" + (i + 1), "plan.differs", i + 1, a, b));
                return;
            }
        }
    }
}
