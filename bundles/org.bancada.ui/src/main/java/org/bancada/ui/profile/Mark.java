package org.bancada.ui.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.bancada.core.Problem;
import org.bancada.profile.Finding;
import org.bancada.profile.Trial;

/**
 * What is wrong with a profile, as the editor marks it and the list below tells it.
 *
 * @param error whether the profile, or its guest, is off because of it
 * @param line counted from 1; 0 when it stands in another file
 * @param where line or file, for people
 */
record Mark(boolean error, int line, String where, String what, String why, String cure) {

    /** Mistakes and what lint says: errors first, by line. */
    static List<Mark> of(Trial trial) {
        List<Mark> marks = new ArrayList<>();
        for (Problem problem : trial.problems()) {
            int line = trial.line(problem.where()).orElse(0);
            marks.add(new Mark(true, line, where(line, problem.where()), problem.what(), "", problem.cure()));
        }
        for (Finding finding : trial.findings()) {
            int line = trial.line(finding.place()).orElse(0);
            marks.add(new Mark(finding.isError(), line, where(line, finding.place()), finding.what(), finding.why(), finding.cure()));
        }
        marks.sort(Comparator.comparing(Mark::error).reversed().thenComparing(Mark::line));
        return marks;
    }

    private static String where(int line, String place) {
        return line > 0 ? ModelText.get("mark.line", line) : place.indexOf(':') < 0 ? ModelText.get("mark.whole") : place.substring(place.lastIndexOf('/', Math.max(0, place.lastIndexOf('/') - 1)) + 1);
    }

    /** Everything in one text. */
    String text() {
        return String.join(" ", List.of(what, why, cure)).strip();
    }
}
