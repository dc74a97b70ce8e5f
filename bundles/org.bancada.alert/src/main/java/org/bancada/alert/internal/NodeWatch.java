package org.bancada.alert.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.bancada.alert.AlertRule;
import org.bancada.core.Node;
import org.bancada.core.ProblemException;
import org.bancada.core.query.Query;
import org.bancada.core.query.QueryException;
import org.bancada.fleet.Fleet;

/** Looks at the nodes that changed, whether one rule's selector is true of them, and for how long it has been. Only time in which somebody looked counts. */
final class NodeWatch {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);
    private static final Duration KEEP_EVERY = Duration.ofMinutes(5);

    private final AlertRule rule;
    private final Query selector;
    private final Evidence evidence;
    private final boolean moves;
    private final Incidents incidents;
    private final AlertTables tables;
    private final Fleet fleet;
    private final Timeline time;
    /** Steady time since when a node matches, by its UUID, until that is long enough. */
    private final Map<String, Instant> holding = new HashMap<>();
    private final Set<String> found = new HashSet<>();
    private Instant looked;
    private Instant kept;

    NodeWatch(AlertRule rule, AlertTables tables, Incidents incidents, Fleet fleet, Timeline time, Clock clock) throws ProblemException, QueryException {
        this.rule = rule;
        this.incidents = incidents;
        this.tables = tables;
        this.fleet = fleet;
        this.time = time;
        selector = Query.parse(rule.query(), clock);
        evidence = new Evidence(selector.expr());
        moves = rule.query().contains("now");
        Instant now = time.now();
        for (AlertTables.Holding known : tables.holdings(rule.name())) {
            holding.put(known.uuid(), now.minus(known.held()));
        }
        looked = now;
        kept = now;
        Set<String> here = new HashSet<>();
        fleet.nodes().forEach(node -> here.add(node.uuid()));
        holding.keySet().retainAll(here);
        look(fleet.nodes());
    }

    /** Looks at nodes that changed, or are no more. */
    synchronized void changed(Collection<String> uuids) throws ProblemException {
        for (String uuid : uuids) {
            Node node = fleet.node(uuid).orElse(null);
            if (node == null) {
                gone(uuid);
            } else {
                look(node);
            }
        }
    }

    /** Finds what has lasted long enough by now. */
    synchronized void tick() throws ProblemException {
        Instant now = time.now();
        if (moves && Duration.between(looked, now).compareTo(LOOK_AGAIN) >= 0) {
            looked = now;
            look(fleet.nodes());
        } else {
            changed(holding.entrySet().stream().filter(e -> Duration.between(e.getValue(), now).compareTo(rule.window()) >= 0).map(Map.Entry::getKey).toList());
        }
        if (Duration.between(kept, now).compareTo(KEEP_EVERY) >= 0) {
            keep();
        }
    }

    /** Writes for how long nodes have matched, so that a restart does not begin anew. */
    synchronized void keep() throws ProblemException {
        Instant now = time.now();
        kept = now;
        tables.holdings(rule.name(), holding.entrySet().stream().map(e -> new AlertTables.Holding(e.getKey(), Duration.between(e.getValue(), now))).toList());
    }

    private void look(List<Node> nodes) throws ProblemException {
        incidents.together(connection -> {
            for (Node node : nodes) {
                look(node);
            }
        });
    }

    private void look(Node node) throws ProblemException {
        if (!selector.matches(node)) {
            gone(node.uuid());
            return;
        }
        if (found.contains(node.uuid())) {
            return;
        }
        Instant now = time.now();
        Instant since = holding.computeIfAbsent(node.uuid(), absent -> now);
        if (Duration.between(since, now).compareTo(rule.window()) >= 0) {
            incidents.seen(rule, new Sighting(node.uuid(), node.name(), EventWatch.room(node), time.wall(), 1, evidence.of(node)), true);
            found.add(node.uuid());
            holding.remove(node.uuid());
        }
    }

    private void gone(String uuid) {
        holding.remove(uuid);
        found.remove(uuid);
        incidents.gone(rule, uuid);
    }
}
