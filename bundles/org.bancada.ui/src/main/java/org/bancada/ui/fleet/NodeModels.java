package org.bancada.ui.fleet;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import org.bancada.core.Facts;
import org.bancada.core.Node;
import org.bancada.profile.Finding;
import org.bancada.profile.Library;
import org.bancada.profile.Models;
import org.bancada.profile.NodeModel;
import org.bancada.profile.Profile;

/** What the machine models say of nodes: worked out once for each node's facts, and anew when the models have changed. Any thread. */
public final class NodeModels {
    private final Models models;
    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private volatile Library library;

    private record Known(Facts facts, NodeModel model) {
    }

    public NodeModels(Models models) {
        this.models = models;
    }

    /** Looks whether the models have changed; reads files, so never on the UI thread. */
    void look() {
        Library now = models.library();
        if (!now.equals(library)) {
            library = now;
            known.clear();
        }
    }

    private Optional<NodeModel> of(Node node) {
        Library now = library;
        if (now == null || node.facts().asMap().isEmpty()) {
            return Optional.empty();
        }
        Known before = known.get(node.uuid());
        if (before == null || before.facts() != node.facts()) {
            before = new Known(node.facts(), NodeModel.of(node.facts(), now));
            known.put(node.uuid(), before);
        }
        return Optional.of(before.model());
    }

    /** The profile that fits; a dash when none does. */
    String profile(Node node) {
        return of(node).map(model -> model.profile().map(Profile::id).orElse("–")).orElse("");
    }

    /** What lint says, in a word; several errors by the names of their rules. */
    String checks(Node node) {
        return of(node).map(model -> {
            if (model.profile().isEmpty()) {
                return model.problem().map(problem -> problem.what()).orElse(FleetText.get("checks.none"));
            }
            String errors = model.findings().stream().filter(Finding::isError).map(Finding::rule).distinct().collect(Collectors.joining(", "));
            return errors.isEmpty() ? FleetText.get(model.findings().isEmpty() ? "checks.good" : "checks.warnings") : errors;
        }).orElse("");
    }

    /** Name of the picture beside {@link #checks}; null for none. */
    String icon(Node node) {
        return of(node).map(model -> model.isGood() ? model.findings().isEmpty() ? "ok" : "warning-small" : "problem").orElse(null);
    }

    /** Firmware settings that are not as the profile wants them: what is, and what should be. */
    String drift(Node node) {
        return of(node).map(model -> model.drifted().stream().map(drift -> drift.key() + "=" + drift.actual() + " (" + drift.wanted() + ")")
                .collect(Collectors.joining(", "))).orElse("");
    }
}
