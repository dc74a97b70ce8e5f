package org.bancada.store;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

import org.bancada.core.query.Fields;

/**
 * One action in the audit log.
 *
 * @param id ascending in the order of the actions
 * @param when the action began
 * @param who the person's login name, or the schedule
 * @param what the action, for example "rollout start ubuntu-24-04 version 3"
 * @param nodes names of the nodes concerned
 * @param why the reason given; empty when none was
 * @param result how it ended; empty while it has not (or when the program died in the middle)
 */
public record AuditEntry(long id, Instant when, String who, String what, List<String> nodes, String why, String result) implements Fields {
    private static final List<String> FIELDS = List.of("when", "who", "what", "node", "why", "result");

    public AuditEntry {
        nodes = List.copyOf(nodes);
    }

    @Override
    public Collection<String> values(String field) {
        String value = switch (field) {
            case "when" -> when.toString();
            case "who" -> who;
            case "what" -> what;
            case "why" -> why;
            case "result" -> result;
            default -> "";
        };
        return field.equals("node") ? nodes : value.isEmpty() ? List.of() : List.of(value);
    }

    @Override
    public Collection<String> fieldNames() {
        return FIELDS;
    }

    @Override
    public Collection<String> freeText() {
        return List.of(who, what, String.join(" ", nodes), why, result);
    }
}
