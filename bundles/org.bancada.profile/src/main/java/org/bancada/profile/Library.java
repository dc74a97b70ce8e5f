package org.bancada.profile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.bancada.core.Facts;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.profile.ProfileText.Entry;

/**
 * All profiles that are there, each by its id, and what is wrong with the others.
 *
 * @param profiles by id
 * @param problems one per mistake, with file and line; a file with a mistake, and what inherits from it, is in no list
 * @param files what they were read from
 * @param hooks what fits a profile to a PC where data cannot say it
 */
public record Library(List<Profile> profiles, List<Problem> problems, List<ProfileFile> files, List<ProfileHook> hooks) {
    /** Inheritance goes no deeper. */
    private static final int DEEPEST = 10;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}(/[A-Za-z0-9][A-Za-z0-9._-]{0,99}){0,6}");

    public Library {
        profiles = profiles.stream().sorted(Comparator.comparing(Profile::id)).toList();
        problems = List.copyOf(problems);
        files = List.copyOf(files);
        hooks = List.copyOf(hooks);
    }

    /** Whether a text can be the id of a profile. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** The files of {@code library} and {@code more}; of two with the same id the one in {@code more} counts. */
    public static Library with(Library library, Collection<ProfileFile> more) {
        List<ProfileFile> all = new ArrayList<>(more);
        library.files().stream().filter(old -> more.stream().noneMatch(file -> file.id().equals(old.id()))).forEach(all::add);
        return of(all).hooked(library.hooks());
    }

    /** The same profiles with these hooks. */
    public Library hooked(List<ProfileHook> others) {
        return new Library(profiles, problems, files, others);
    }

    /** The same with further problems, which come first. */
    public Library withProblems(List<Problem> more) {
        List<Problem> all = new ArrayList<>(more);
        all.addAll(problems);
        return new Library(profiles, all, files, hooks);
    }

    /** Reads files; a mistake in one turns off that one, and those that inherit from it. */
    public static Library of(Collection<ProfileFile> files) {
        List<Problem> problems = new ArrayList<>();
        Map<String, ProfileFile> byId = new TreeMap<>();
        for (ProfileFile file : files) {
            if (!isId(file.id())) {
                problems.add(Texts.problem(printable(file.place()), "id.wrong", printable(file.id())));
                continue;
            }
            ProfileFile first = byId.putIfAbsent(file.id(), file);
            if (first != null) {
                problems.add(Texts.problem(file.place(), "profile.twice", file.id(), first.place()));
            }
        }
        Map<String, Map<String, Entry>> good = new TreeMap<>();
        byId.forEach((id, file) -> {
            List<Problem> wrong = new ArrayList<>();
            Map<String, Entry> entries = ProfileText.parse(file, wrong);
            if (wrong.isEmpty()) {
                good.put(id, entries);
            }
            problems.addAll(wrong);
        });
        List<Profile> profiles = new ArrayList<>();
        good.forEach((id, own) -> {
            List<Problem> wrong = new ArrayList<>();
            List<String> parents = parents(id, good, byId, wrong);
            if (wrong.isEmpty()) {
                Profile profile = new ProfileReader(byId.get(id), merged(id, parents, good), wrong).read(parents);
                if (wrong.isEmpty()) {
                    profiles.add(profile);
                }
            }
            // A mistake of a parent is said once, for the parent.
            List<Problem> mistakes = wrong.stream().filter(problem -> problem.where().startsWith(byId.get(id).place())).toList();
            problems.addAll(mistakes);
            if (mistakes.isEmpty() && !wrong.isEmpty()) {
                problems.add(Texts.problem(own.get("inherit").place(), "inherit.broken", parents.getFirst()));
            }
        });
        return new Library(profiles, problems, List.copyOf(files), List.of());
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    /** Nearest first. */
    private static List<String> parents(String id, Map<String, Map<String, Entry>> good, Map<String, ProfileFile> files, List<Problem> wrong) {
        List<String> chain = new ArrayList<>();
        String child = id;
        while (good.get(child).containsKey("inherit")) {
            Entry inherit = good.get(child).get("inherit");
            String parent = inherit.value();
            Entry first = good.get(id).get("inherit");
            if (parent.equals(id) || chain.contains(parent)) {
                wrong.add(Texts.problem(first.place(), "inherit.cycle", id + " > " + String.join(" > ", chain) + " > " + parent));
                return List.of();
            }
            if (!good.containsKey(parent)) {
                wrong.add(Texts.problem(first.place(), files.containsKey(parent) ? "inherit.broken" : "inherit.missing", parent));
                return List.of();
            }
            chain.add(parent);
            if (chain.size() > DEEPEST) {
                wrong.add(Texts.problem(first.place(), "inherit.deep", DEEPEST));
                return List.of();
            }
            child = parent;
        }
        return chain;
    }

    /** The farthest parent first; what says which model it is, is not inherited. */
    private static Map<String, Entry> merged(String id, List<String> parents, Map<String, Map<String, Entry>> good) {
        Map<String, Entry> all = new LinkedHashMap<>();
        for (String parent : parents.reversed()) {
            good.get(parent).forEach((key, entry) -> {
                if (!key.startsWith("match.") && !key.equals("name") && !key.equals("replaces") && !key.equals("inherit")) {
                    all.put(key, entry);
                }
            });
        }
        all.putAll(good.get(id));
        return all;
    }

    /** By id, or by the name for people. */
    public Optional<Profile> profile(String idOrName) {
        return profiles.stream().filter(p -> p.id().equals(idOrName)).findFirst()
                .or(() -> profiles.stream().filter(p -> p.isModel() && p.name().equalsIgnoreCase(idOrName)).findFirst());
    }

    /** Those for a PC, not only to inherit from. */
    public List<Profile> models() {
        return profiles.stream().filter(Profile::isModel).toList();
    }

    /**
     * The profile of a PC.
     *
     * @return empty when there is none
     * @throws ProblemException when several fit equally well; it names them; or when a hook fails
     */
    public Optional<Profile> match(Facts facts) throws ProblemException {
        List<Profile> fitting = profiles.stream().filter(p -> p.match().fits(facts)).toList();
        List<Profile> candidates = fitting.stream().filter(p -> fitting.stream().noneMatch(q -> q.replaces().contains(p.id()))).toList();
        List<Profile> exact = candidates.stream().filter(p -> p.match().isExact(facts)).toList();
        List<Profile> best = exact.isEmpty() ? candidates : exact;
        if (best.size() > 1) {
            throw Texts.failure(best.get(1).match().place(), "match.ambiguous", facts.text("dmi.product_name").orElse("?"), best.get(0).id(),
                    best.get(0).match().place(), best.get(1).id());
        }
        return best.isEmpty() ? Optional.empty() : Optional.of(adapted(best.getFirst(), facts));
    }

    /**
     * A profile as the hooks fit it to a PC.
     *
     * @throws ProblemException when a hook fails; it names the hook and the profile
     */
    public Profile adapted(Profile profile, Facts facts) throws ProblemException {
        Profile adapted = profile;
        for (ProfileHook hook : hooks) {
            try {
                adapted = java.util.Objects.requireNonNull(hook.adapt(adapted, facts), "null");
            } catch (RuntimeException | LinkageError bug) {
                throw new ProblemException(Texts.problem(profile.place(), "hook.failed", hook.name(), profile.id(), String.valueOf(bug)), bug);
            }
        }
        return adapted;
    }
}
