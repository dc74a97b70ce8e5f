package org.bancada.practice.internal;

import java.util.List;

import org.bancada.core.Operation;
import org.bancada.core.Plan;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.practice.PracticeLab.PracticeNode;

/** Makes one fault on one node, or heals it. */
final class ChangeFault implements Operation<Void> {
    /** Heals whatever is wrong. */
    private static final String ALL = "all";

    private final LabScript script;
    private final String node;
    private final String kind;
    private final boolean heal;

    ChangeFault(LabScript script, String node, String kind, boolean heal) {
        this.script = script;
        this.node = node;
        this.kind = kind;
        this.heal = heal;
    }

    @Override
    public Plan plan() throws ProblemException {
        PracticeNode now = script.status(Progress.none()).nodes().stream().filter(n -> n.name().equals(node)).findFirst()
                .orElseThrow(() -> Texts.problem(null, script.lab().toString(), "error.no-node", node));
        String name = Texts.text("fault." + kind);
        if (name.startsWith("!") || kind.equals(ALL) && !heal) {
            throw Texts.problem(null, node, "error.bad-fault", kind);
        }
        boolean on = kind.equals(ALL) ? !now.faults().isEmpty() : now.faults().contains(kind);
        String title = Texts.text(heal ? "heal.title" : "fault.title", node, name);
        if (on == heal) {
            return new Plan(title, List.of(new Plan.Step(node, name)), List.of(), List.of());
        }
        return new Plan(title, List.of(), List.of(new Plan.LeftOut(node, Texts.text(heal ? "heal.already" : "fault.already"))), List.of());
    }

    @Override
    public Void run(Plan plan, Progress progress) throws ProblemException {
        progress.begin(plan.title(), plan.steps().size());
        for (Plan.Step step : plan.steps()) {
            script.run(List.of(heal ? "heal" : "fault", step.node(), kind), "", progress, line -> {
            });
            progress.worked(1);
        }
        return null;
    }
}
