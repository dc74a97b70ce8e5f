package org.bancada.profile;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.bancada.core.Facts;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;

/**
 * A profile as it is being written, laid on a PC: what the model studio shows while somebody types.
 *
 * @param id the profile's id
 * @param profile what it says; empty while it has mistakes
 * @param problems its mistakes, by line
 * @param findings what lint says; empty without facts
 * @param command the guest's command line, option by option; empty without facts
 */
public record Trial(String id, Optional<Profile> profile, List<Problem> problems, List<Finding> findings, List<List<String>> command) {
    private static final Pattern LINE = Pattern.compile(".*:([0-9]{1,6})");

    public Trial {
        problems = List.copyOf(problems);
        findings = List.copyOf(findings);
        command = List.copyOf(command);
    }

    /**
     * @param library what it may inherit from; a profile of the same id there is not looked at
     * @param facts of the PC; {@link Facts#NONE}: only the text is checked
     */
    public static Trial of(String id, String text, Library library, Facts facts) {
        ProfileFile file = new ProfileFile(id, place(id), text.getBytes(StandardCharsets.UTF_8));
        Library with = Library.with(library, List.of(file));
        List<Problem> problems = with.problems().stream().filter(problem -> isOf(id, problem.where())).toList();
        Optional<Profile> profile = with.profile(id).filter(found -> found.id().equals(id));
        if (profile.isEmpty() || facts.asMap().isEmpty()) {
            return new Trial(id, profile, problems, List.of(), List.of());
        }
        try {
            Profile adapted = with.adapted(profile.get(), facts);
            return new Trial(id, Optional.of(adapted), problems, Lint.check(adapted, facts),
                    QemuArguments.options(adapted, Assignment.of(adapted, facts), GuestSeat.PLACEHOLDERS));
        } catch (ProblemException hook) {
            return new Trial(id, profile, List.of(hook.problem()), List.of(), List.of());
        }
    }

    /** The line, counted from 1, that a problem or finding speaks of; empty when it stands in another file, such as a parent. */
    public OptionalInt line(String where) {
        Matcher matcher = LINE.matcher(where);
        return isOf(id, where) && matcher.matches() ? OptionalInt.of(Integer.parseInt(matcher.group(1))) : OptionalInt.empty();
    }

    public boolean isGood() {
        return profile.isPresent() && problems.isEmpty() && findings.stream().noneMatch(Finding::isError);
    }

    private static String place(String id) {
        return id + ProfileFile.SUFFIX;
    }

    private static boolean isOf(String id, String where) {
        return where.equals(place(id)) || where.startsWith(place(id) + ":");
    }
}
