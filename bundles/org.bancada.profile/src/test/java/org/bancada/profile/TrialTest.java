package org.bancada.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalInt;

import org.bancada.core.Facts;
import org.junit.jupiter.api.Test;

/** What somebody sees while a profile is written. */
class TrialTest {
    private static final String GOOD = """
            inherit = common/intel-igd
            name = Dell OptiPlex 7010
            match.product_name = OptiPlex 7010
            replaces = dell/optiplex-7010
            """;

    @Test
    void aGoodProfileComesToACommandLine() throws Exception {
        Trial trial = Trial.of("lab/desk", GOOD, Samples.library(), Samples.facts("dell/optiplex-7010"));
        assertTrue(trial.isGood(), trial.problems() + " " + trial.findings());
        assertTrue(trial.command().contains(List.of("-device", "vfio-pci-nohotplug,host=00:02.0,bus=pci.0,addr=0x02")), trial.command().toString());
    }

    @Test
    void mistakesAndFindingsStandAtTheirLines() throws Exception {
        Trial broken = Trial.of("lab/desk", GOOD + "machien = pc\n\nbios = lilo\n", Samples.library(), Samples.facts("dell/optiplex-7010"));
        assertEquals(List.of(OptionalInt.of(5), OptionalInt.of(7)), broken.problems().stream().map(p -> broken.line(p.where())).toList());
        assertTrue(broken.profile().isEmpty());
        Trial refused = Trial.of("lab/desk", GOOD + "machine = q35\n", Samples.library(), Samples.facts("dell/optiplex-7010"));
        Finding finding = refused.findings().stream().filter(f -> f.rule().equals("igd-machine")).findFirst().orElseThrow();
        assertEquals(OptionalInt.of(5), refused.line(finding.place()));
        assertFalse(refused.isGood());
        assertEquals(OptionalInt.empty(), refused.line("common/intel-igd.profile:2"), "a line of another file");
    }

    @Test
    void withoutFactsOnlyTheTextIsChecked() {
        Trial trial = Trial.of("lab/desk", GOOD, Samples.library(), Facts.NONE);
        assertTrue(trial.isGood());
        assertEquals(List.of(), trial.command());
    }

    @Test
    void textThatIsNoProfileIsAProblemOfThatFileAlone() throws Exception {
        for (String text : List.of("", "\u0000", "=", "x".repeat(70_000), "inherit = lab/desk\n", "inherit = ../../etc/passwd\n")) {
            Trial trial = Trial.of("lab/desk", text, Samples.library(), Samples.facts("dell/optiplex-7010"));
            assertTrue(text.isEmpty() || !trial.problems().isEmpty(), text);
            assertTrue(trial.problems().stream().allMatch(p -> p.where().startsWith("lab/desk.profile")), trial.problems().toString());
        }
        assertFalse(Trial.of("../x", GOOD, Samples.library(), Facts.NONE).profile().isPresent(), "a name that climbs");
    }

    @Test
    void aProfileOfTheSameNameIsNotLookedAt() throws Exception {
        Trial trial = Trial.of("dell/optiplex-7010", GOOD.replace("replaces = dell/optiplex-7010\n", ""), Samples.library(),
                Samples.facts("dell/optiplex-7010"));
        assertEquals(List.of(), trial.problems());
        assertEquals(List.of("common/intel-igd", "common/pc"), trial.profile().orElseThrow().parents());
    }

    @Test
    void whatChangesInTheCommandLineIsNamedOptionByOption() throws Exception {
        Facts facts = Samples.facts("dell/optiplex-7010");
        Trial before = Trial.of("lab/desk", GOOD, Samples.library(), facts);
        Trial after = Trial.of("lab/desk", GOOD + "memory.guest_mib = 4096\nkvm.ignore_msrs = yes\n", Samples.library(), facts);
        List<CommandChange> changes = CommandChange.between(before.command(), after.command());
        assertEquals(List.of("- -m 6910M", "+ -m 4096M"), changes.stream().filter(c -> c.kind() != CommandChange.Kind.SAME)
                .map(c -> (c.kind() == CommandChange.Kind.ADDED ? "+ " : "- ") + c.option()).toList());
        assertEquals(after.command().stream().map(o -> String.join(" ", o)).toList(),
                changes.stream().filter(c -> c.kind() != CommandChange.Kind.REMOVED).map(CommandChange::option).toList());
        assertTrue(CommandChange.between(List.of(), after.command()).stream().allMatch(c -> c.kind() == CommandChange.Kind.ADDED));
        assertTrue(CommandChange.between(after.command(), List.of()).stream().allMatch(c -> c.kind() == CommandChange.Kind.REMOVED));
    }
}
