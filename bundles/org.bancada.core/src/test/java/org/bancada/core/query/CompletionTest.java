package org.bancada.core.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

import org.bancada.core.query.Completion.Proposal;
import org.bancada.core.query.Completion.Role;
import org.junit.jupiter.api.Test;

class CompletionTest {
    private final Completion completion = new Completion(List.of("name", "room", "model", "state", "ram.kib"),
            Map.of("model", List.of("OptiPlex 9020", "OptiPlex 7010", "ThinkCentre M900"), "state", List.of("online", "offline", "new"),
                    "room", List.of("Lab 10", "Lab 2"))::get);

    /** The caret stands at the bar. */
    private List<Proposal> at(String text) {
        return completion.at(text.replace("|", ""), text.indexOf('|'));
    }

    private List<String> labels(String text) {
        return at(text).stream().map(Proposal::label).toList();
    }

    private String taken(String text, String label) {
        return at(text).stream().filter(p -> p.label().equals(label)).findFirst().orElseThrow().applyTo(text.replace("|", ""));
    }

    @Test
    void offersFieldsWhereATermMayStand() {
        assertEquals(List.of("name", "room", "model", "state", "ram.kib", "not"), labels("|"));
        assertEquals(List.of("room", "ram.kib"), labels("r|"));
        assertEquals(List.of("model", "name", "room", "ram.kib"), labels("state: online and m|"));
        assertEquals(List.of("name", "room", "model", "state", "ram.kib", "not"), labels("(not |"));
        assertEquals("room: ", taken("ro|", "room"));
        assertEquals("state: online and room: ", taken("state: online and ro|om", "room"));
    }

    @Test
    void offersValuesOfTheField() {
        assertEquals(List.of("new", "offline", "online"), labels("state: |"));
        assertEquals(List.of("online"), labels("state:on|"));
        assertEquals(List.of("and", "or"), labels("state: online |"));
        assertEquals(List.of("offline", "online"), labels("state: line|"));
        assertEquals(List.of("Lab 2", "Lab 10"), labels("room: |"));
        assertEquals("model: \"OptiPlex 7010\"", taken("model: OptiPlex 7|", "OptiPlex 7010"));
        assertEquals("model: \"ThinkCentre M900\"", taken("model: m9|", "ThinkCentre M900"));
        assertEquals("model: \"OptiPlex 9020\"", taken("model: \"Opti|", "OptiPlex 9020"));
        assertEquals("state: (online or offline)", taken("state: (online or of|)", "offline"));
        assertEquals(List.of("new", "offline", "online"), labels("state: (not |"));
    }

    @Test
    void offersOperatorsBehindATerm() {
        assertEquals(List.of("and", "or"), labels("state: online |"));
        assertEquals(List.of("and", "or"), labels("(state: online) |"));
        assertEquals(List.of(":", ">=", "<=", ">", "<", "and", "or"), labels("ram.kib |"));
        assertEquals("state: online and ", taken("state: online |", "and"));
        assertTrue(labels("pc a|").contains("and"));
        assertEquals(Role.OPERATOR, at("state: online |").getFirst().role());
    }

    @Test
    void survivesWhateverIsTyped() {
        String hostile = "a: (b or \"c\\ and )) not {x} >= : * \\u00 \" (((";
        for (int i = -1; i <= hostile.length() + 1; i++) {
            for (Proposal proposal : completion.at(hostile, i)) {
                assertTrue(proposal.from() >= 0 && proposal.from() <= proposal.to() && proposal.to() <= hostile.length());
                proposal.applyTo(hostile);
            }
        }
        assertEquals(List.of(), labels("nothing: |"));
        assertEquals(List.of(), completion.at("x".repeat(100_000), 5));
    }
}
