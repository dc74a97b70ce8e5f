package org.bancada.studio;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.bancada.core.Facts;
import org.bancada.core.Node;
import org.bancada.core.Operation;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.profile.Profile;
import org.bancada.profile.ProfileFile;
import org.bancada.remote.Outcome;

/** What goes on between machine models and PCs. Everything blocks, nothing may be called from a UI thread. */
public interface Studio {

    /**
     * Asks a node what it is made of, by its script {@code facts}.
     *
     * @throws ProblemException when it cannot be reached, or answers no facts
     */
    Facts probe(Node node, Progress cancel) throws ProblemException;

    /** Whether a profile, with mistakes or without, is a file of the drop-in folder, which {@link #save} and {@link #remove} may change. */
    boolean isDropIn(ProfileFile file);

    /**
     * Writes a profile into the drop-in folder, with the facts it was made from and the guest plan that it comes to. Each file is written
     * whole or not at all.
     *
     * @return the profile's file
     */
    Operation<Path> save(Draft draft);

    /**
     * A profile to save.
     *
     * @param id folder and name without {@code .profile}
     * @param text its text
     * @param facts of the PC that it was made for; {@link Facts#NONE}: none are recorded
     * @param opened what the file held when it was opened; empty for a new one. When it holds something else by now, the plan says so.
     */
    record Draft(String id, String text, Facts facts, Optional<String> opened) {
    }

    /** Deletes a drop-in profile with what was recorded beside it. */
    Operation<Void> remove(ProfileFile file);

    /**
     * Renders the guest plan of each node from its facts, asked for anew, and sends it there. Nodes without a model, or whose guest would be
     * refused, are left out with the reason.
     */
    Operation<Outcome> push(List<Node> nodes);

    /** Sets the firmware settings that have drifted from the nodes' models. They count from the next start of the PC. */
    Operation<Outcome> setFirmware(List<Node> nodes);

    /**
     * Starts a guest on a node with a profile, on a disk that is thrown away, and looks whether it has what the profile says.
     *
     * @param profile of the model that the node is; its facts are asked for anew
     * @param time how long it runs, 5 to 600 seconds
     */
    Operation<TrialResult> bench(Node node, Profile profile, Duration time);
}
