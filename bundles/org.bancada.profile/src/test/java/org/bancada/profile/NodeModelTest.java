package org.bancada.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.bancada.core.Facts;
import org.junit.jupiter.api.Test;

class NodeModelTest {
    private static final String OTHER = "inherit = common/intel-igd\nname = Other\nmatch.product_name = OptiPlex 7010\n";

    @Test
    void saysWhichProfileFitsAndWhichSettingsDrifted() throws Exception {
        Facts facts = Samples.changed(Samples.facts("dell/optiplex-7010"), "firmware.virtualization", "disable", "firmware.wakeonlan", "lanonly");
        NodeModel model = NodeModel.of(facts, Samples.library());
        assertEquals("dell/optiplex-7010", model.profile().orElseThrow().id());
        assertTrue(model.isGood());
        assertEquals(List.of("virtualization=disable, wanted enable"),
                model.drifted().stream().map(d -> d.key() + "=" + d.actual() + ", wanted " + d.wanted()).toList());
    }

    @Test
    void aNodeWithoutFactsOrWithTwoProfilesHasNone() throws Exception {
        assertTrue(NodeModel.of(Facts.NONE, Samples.library()).profile().isEmpty());
        NodeModel two = NodeModel.of(Samples.facts("dell/optiplex-7010"), Samples.with("lab/other", OTHER));
        assertTrue(two.profile().isEmpty() && two.problem().orElseThrow().what().contains("lab/other"));
        assertFalse(two.isGood());
    }

    @Test
    void aDraftForAnUnknownPcIsAProfileThatFitsIt() throws Exception {
        for (Profile known : Samples.library().models()) {
            Facts facts = Samples.changed(Samples.facts(known.id()), "dmi.product_name", "Desk 1/2 (Späti)", "dmi.sys_vendor", "Acme, Inc.", "dmi.product_version", null,
                    "dmi.board_name", null);
            Draft.Drafted draft = Draft.of(facts);
            assertEquals("acme/desk-1-2-sp-ti", draft.id());
            assertTrue(draft.text().lines().count() < 15);
            assertTrue(Draft.read(draft, Samples.library()).match().fits(facts), draft.text());
        }
    }
}
