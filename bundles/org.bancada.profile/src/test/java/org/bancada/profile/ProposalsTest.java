package org.bancada.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.bancada.core.Facts;
import org.junit.jupiter.api.Test;

/** What is offered while a profile is typed: what was accepted is read without a mistake. */
class ProposalsTest {

    /** The texts offered where {@code |} stands. */
    private static List<String> offered(String text) throws Exception {
        int caret = text.indexOf('|');
        return Proposals.at(text.replace("|", ""), caret, Samples.library(), Samples.facts("dell/optiplex-7010")).stream().map(Proposal::text).toList();
    }

    @Test
    void keysThatBeginAsTyped() throws Exception {
        assertEquals(List.of("match.sys_vendor = ", "match.product_name = ", "match.product_version = ", "match.product_family = ", "match.board_vendor = ",
                "match.board_name = "), offered("mat|"));
        assertEquals(List.of("machine = "), offered("name = X\nMACH|"));
        assertFalse(offered("machine = pc\n|").contains("machine = "), "a key stands once");
        assertTrue(offered("device.card = class=0300\n|").contains("device.card.igd = "));
        assertEquals(List.of(), offered("# mach|"));
        assertEquals(List.of(), offered("nothing.of.that|"));
    }

    @Test
    void valuesFromTheLibraryAndThePc() throws Exception {
        assertTrue(offered("inherit = |").contains("dell/cctk"));
        assertEquals(List.of("common/intel-igd", "common/intel-igd-late"), offered("inherit = common/i|"));
        assertEquals(List.of("OptiPlex 7010"), offered("match.product_name = Opti|"));
        assertEquals(List.of("q35"), offered("machine = q|"));
        assertTrue(offered("device.usb = class=0c03 |").contains("id=8086:1e31"));
        assertEquals(List.of("take=all"), offered("device.usb = class=0c03 t|"));
        assertEquals(List.of(), offered("host.disk = class=01* ta|"), "only what the guest gets is taken");
        assertEquals(List.of("legacy"), offered("device.gpu.igd = l|"));
    }

    @Test
    void eachReplacesWhatIsTyped() throws Exception {
        String text = "inherit = common/i";
        Proposal proposal = Proposals.at(text, text.length(), Samples.library(), Facts.NONE).getFirst();
        assertEquals("inherit = common/intel-igd", text.substring(0, proposal.from()) + proposal.text());
        String words = "device.usb = class=0c03 ta";
        Proposal word = Proposals.at(words, words.length(), Samples.library(), Facts.NONE).getFirst();
        assertEquals("device.usb = class=0c03 take=all", words.substring(0, word.from()) + word.text());
    }

    @Test
    void acceptedValuesAreNoMistakes() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (String key : List.of("machine", "bios", "clock", "memory.guest_mib", "memory.hugepages", "cpu.hide_hypervisor", "kvm.ignore_msrs", "net.forward",
                "device.usb", "host.disk", "match.product_name", "firmware.wakeonlan", "inherit")) {
            for (String value : offered(key + " = |")) {
                String claim = value.matches("(take|need|guest|hint)=.*") ? "class=0c03 " + value : value;
                Trial trial = Trial.of("lab/desk", "name = Desk\n" + key + " = " + claim + "\n", Samples.library(), Facts.NONE);
                trial.problems().forEach(problem -> wrong.add(problem.line()));
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void anywhereInAnyTextNothingBreaks() throws Exception {
        String text = "\n = \ninherit=\n\tdevice..x = \nä = ö\n#\r\n=";
        for (int caret = 0; caret <= text.length(); caret++) {
            for (Proposal proposal : Proposals.at(text, caret, Samples.library(), Samples.facts("dell/optiplex-7010"))) {
                assertTrue(proposal.from() >= 0 && proposal.from() <= caret, proposal + " at " + caret);
            }
        }
    }
}
