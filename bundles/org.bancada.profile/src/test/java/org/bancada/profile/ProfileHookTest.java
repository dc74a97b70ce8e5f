package org.bancada.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

import org.bancada.core.Facts;
import org.bancada.core.ProblemException;
import org.junit.jupiter.api.Test;

/** A class that says what data cannot: what it does is seen everywhere, and one that fails turns off only its own models. */
class ProfileHookTest {

    private static ProfileHook of(String id, UnaryOperator<Profile> change) {
        return new ProfileHook() {
            @Override
            public String name() {
                return "the test's hook";
            }

            @Override
            public Profile adapt(Profile profile, Facts facts) {
                return profile.id().equals(id) ? change.apply(profile) : profile;
            }
        };
    }

    private static Profile withGuestMib(Profile p, long mib) {
        Profile.Settings s = p.settings();
        return new Profile(p.id(), p.place(), p.name(), p.parents(), p.replaces(), p.match(), p.devices(), p.host(), p.spare(),
                new Profile.Settings(s.machine(), s.bios(), s.hostReserveMib(), Optional.of(mib), s.hugepages(), s.hostThreads(), s.guestThreads(), s.ignoreMsrs(),
                        s.hideHypervisor(), s.forwards(), s.clock()),
                p.firmware(), p.ports(), p.places());
    }

    @Test
    void itsProfileIsLintedAndRendered() throws Exception {
        Facts facts = Samples.facts("dell/optiplex-7010");
        Library library = Samples.library().hooked(List.of(of("dell/optiplex-7010", p -> withGuestMib(p, 5000))));
        assertTrue(GuestPlan.of(library.match(facts).orElseThrow(), facts).contains("arg=5000M\n"));
        assertTrue(NodeModel.of(facts, library).isGood());
        Library greedy = library.hooked(List.of(of("dell/optiplex-7010", p -> withGuestMib(p, 50_000))));
        assertFalse(NodeModel.of(facts, greedy).isGood(), "no hook gets past lint");
    }

    @Test
    void oneThatFailsTurnsOffItsModelAlone() throws Exception {
        Library library = Samples.library().hooked(List.of(of("dell/optiplex-7010", p -> {
            throw new IllegalStateException("no luck");
        }), of("dell/optiplex-9020", p -> null)));
        for (String model : List.of("dell/optiplex-7010", "dell/optiplex-9020")) {
            Facts facts = Samples.facts(model);
            ProblemException failed = assertThrows(ProblemException.class, () -> library.match(facts));
            assertTrue(failed.problem().what().contains("the test's hook") && failed.problem().what().contains(model), failed.problem().line());
            assertFalse(NodeModel.of(facts, library).isGood());
            Trial trial = Trial.of(model, "inherit = common/intel-igd\n", library, facts);
            assertEquals(failed.problem().what(), trial.problems().getFirst().what(), "the studio says it too");
        }
        assertTrue(NodeModel.of(Samples.facts("dell/optiplex-7040"), library).isGood());
    }
}
