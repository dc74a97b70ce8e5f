package org.bancada.profile;

import java.util.List;
import java.util.Optional;

import org.bancada.core.Facts;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;

/**
 * What the profiles say about one PC.
 *
 * @param profile the one that fits; empty when there is none, or several
 * @param problem why not: several fit equally well
 * @param findings what lint says; empty without a profile
 * @param drifted firmware settings that are not as the profile wants them
 */
public record NodeModel(Optional<Profile> profile, Optional<Problem> problem, List<Finding> findings, List<FirmwareDrift> drifted) {

    public static NodeModel of(Facts facts, Library library) {
        try {
            Optional<Profile> profile = library.match(facts);
            return new NodeModel(profile, Optional.empty(), profile.map(p -> Lint.check(p, facts)).orElse(List.of()),
                    profile.map(p -> FirmwareDrift.of(p, facts)).orElse(List.of()));
        } catch (ProblemException ambiguous) {
            return new NodeModel(Optional.empty(), Optional.of(ambiguous.problem()), List.of(), List.of());
        }
    }

    /** Whether a guest may be started with it. */
    public boolean isGood() {
        return profile.isPresent() && findings.stream().noneMatch(Finding::isError);
    }
}
