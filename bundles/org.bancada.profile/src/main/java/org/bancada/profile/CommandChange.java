package org.bancada.profile;

import java.util.ArrayList;
import java.util.List;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;

/**
 * One option of a guest's command line, and whether it is new.
 *
 * @param kind against the command line before
 * @param option the option with its value
 */
public record CommandChange(Kind kind, String option) {
    /** Whether both have the option, or only the one. */
    public enum Kind {
        SAME, ADDED, REMOVED
    }

    /** The options of both in their order; one that changed is removed and added. */
    public static List<CommandChange> between(List<List<String>> before, List<List<String>> after) {
        List<String> old = lines(before);
        List<String> now = lines(after);
        List<CommandChange> changes = new ArrayList<>();
        int at = 0;
        for (AbstractDelta<String> delta : DiffUtils.diff(old, now).getDeltas()) {
            add(changes, Kind.SAME, old.subList(at, delta.getSource().getPosition()));
            add(changes, Kind.REMOVED, delta.getSource().getLines());
            add(changes, Kind.ADDED, delta.getTarget().getLines());
            at = delta.getSource().last() + 1;
        }
        add(changes, Kind.SAME, old.subList(Math.min(at, old.size()), old.size()));
        return changes;
    }

    private static void add(List<CommandChange> changes, Kind kind, List<String> options) {
        options.forEach(option -> changes.add(new CommandChange(kind, option)));
    }

    private static List<String> lines(List<List<String>> options) {
        return options.stream().map(option -> String.join(" ", option)).toList();
    }
}
