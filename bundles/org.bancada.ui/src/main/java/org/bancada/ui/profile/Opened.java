package org.bancada.ui.profile;

import java.nio.charset.StandardCharsets;

import org.bancada.profile.ProfileFile;

/**
 * The profile in the editor, as it was when it was opened.
 *
 * @param id what it is called, or will be
 * @param text what it held
 * @param place its file; empty for a draft
 * @param dropIn whether saving writes that file
 */
record Opened(String id, String text, String place, boolean dropIn) {
    static final Opened NOTHING = new Opened("", "", "", false);

    static Opened of(ProfileFile file, boolean dropIn) {
        return new Opened(file.id(), new String(file.content(), StandardCharsets.UTF_8), file.place(), dropIn);
    }

    boolean isThere() {
        return !id.isEmpty();
    }

    /** A profile of a bundle or a pack: it is changed by one of your own that stands in for it. */
    boolean isForeign() {
        return !place.isEmpty() && !dropIn;
    }

    /** What a changed text is saved as: a foreign profile's own matches would fit as well as the original's without a line that says so. */
    String saved(String changed) {
        boolean says = changed.lines().anyMatch(line -> line.strip().matches("replaces\\s*=.*"));
        return isForeign() && !says ? changed + (changed.endsWith("\n") ? "" : "\n") + "replaces = " + id + "\n" : changed;
    }
}
