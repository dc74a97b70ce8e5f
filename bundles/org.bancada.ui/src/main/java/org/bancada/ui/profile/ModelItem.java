package org.bancada.ui.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

import org.bancada.core.Problem;
import org.bancada.profile.Library;
import org.bancada.profile.Profile;
import org.bancada.profile.ProfileFile;

/**
 * A line of the tree of models: a folder, a model, something to inherit from, or a mistake. Two are equal when they stand for the same thing.
 *
 * @param id what tells it from the others
 * @param label for people
 * @param more said behind it
 * @param icon name of its picture
 * @param file what opening it opens; null for a folder, or a mistake of no profile
 */
record ModelItem(String id, String label, String more, String icon, ProfileFile file, boolean dropIn, List<ModelItem> children) {

    static List<ModelItem> tree(Library library, Predicate<ProfileFile> dropIns) {
        Map<String, ProfileFile> files = new TreeMap<>();
        library.files().forEach(file -> files.putIfAbsent(file.id(), file));
        List<ModelItem> roots = new ArrayList<>();
        if (!library.problems().isEmpty()) {
            roots.add(new ModelItem("!", ModelText.get("models.problems", library.problems().size()), "", "problem", null, false,
                    library.problems().stream().map(problem -> problem(problem, library)).toList()));
        }
        Map<String, List<ModelItem>> folders = new TreeMap<>();
        for (Profile profile : library.profiles()) {
            int slash = profile.id().lastIndexOf('/');
            ProfileFile file = files.get(profile.id());
            boolean dropIn = file != null && dropIns.test(file);
            String name = profile.isModel() ? profile.name() : profile.id().substring(slash + 1);
            folders.computeIfAbsent(slash < 0 ? "" : profile.id().substring(0, slash), folder -> new ArrayList<>())
                    .add(new ModelItem(profile.id(), name, dropIn ? ModelText.get("models.own") : profile.isModel() ? "" : ModelText.get("models.base"),
                            profile.isModel() ? "model" : "step", file, dropIn, List.of()));
        }
        folders.forEach((folder, models) -> roots.add(new ModelItem(folder + "/", folder.isEmpty() ? ModelText.get("models.top") : folder, Integer.toString(models.size()),
                "places", null, false, models)));
        return roots;
    }

    private static ModelItem problem(Problem problem, Library library) {
        ProfileFile file = library.files().stream().filter(f -> problem.where().equals(f.place()) || problem.where().startsWith(f.place() + ":")).findFirst().orElse(null);
        return new ModelItem(problem.where() + problem.what(), problem.what(), problem.where().substring(problem.where().lastIndexOf('/') + 1), "warning", file, false, List.of());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ModelItem item && item.id.equals(id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }
}
