package org.bancada.diagnosis;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.bancada.core.Node;
import org.bancada.fleet.Change;
import org.bancada.log.Event;
import org.bancada.profile.NodeModel;
import org.bancada.store.AuditEntry;

/**
 * All that a cause may look at.
 *
 * @param changes of the node's facts, newest first
 * @param actions on the node, newest first
 * @param peers the other nodes of the fleet
 * @param model what the machine models say about it
 * @param events those that the cause asked for ({@link Cause#events}), oldest first
 */
public record Situation(Node node, Instant now, List<Change> changes, List<AuditEntry> actions, List<Node> peers, NodeModel model, List<Event> events) {

    public Situation {
        changes = List.copyOf(changes);
        actions = List.copyOf(actions);
        peers = List.copyOf(peers);
        events = List.copyOf(events);
    }

    /** The same with the events that a cause asked for. */
    public Situation with(List<Event> asked) {
        return new Situation(node, now, changes, actions, peers, model, asked);
    }

    /** When a fact got its present value; the last report when no change of it is known. */
    public Instant since(String fact) {
        return changes.stream().filter(change -> change.fact().equals(fact)).map(Change::when).findFirst().orElse(node.lastReport());
    }

    /** The newest action whose words begin so. */
    public Optional<AuditEntry> lastAction(String... words) {
        return actions.stream().filter(action -> List.of(words).stream().anyMatch(action.what()::startsWith)).findFirst();
    }
}
