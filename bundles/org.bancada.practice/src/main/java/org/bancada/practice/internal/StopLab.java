package org.bancada.practice.internal;

import java.util.List;

import org.bancada.core.Operation;
import org.bancada.core.Plan;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.practice.PracticeLab.PracticeNode;

/** Ends every process of the lab and removes its folder. */
final class StopLab implements Operation<Void> {
    private final LabScript script;

    StopLab(LabScript script) {
        this.script = script;
    }

    @Override
    public Plan plan() throws ProblemException {
        LabStatus status = script.status(Progress.none());
        List<Plan.Step> steps = status.nodes().stream().map(PracticeNode::name).map(node -> new Plan.Step(node, Texts.text("stop.node"))).toList();
        List<String> losses = status.present() ? List.of(Texts.text("stop.loss", script.lab())) : List.of();
        return new Plan(Texts.text("stop.title", steps.size()), steps, List.of(), losses);
    }

    /** Also run when no node is left: a lab that was half removed by hand is cleared away. */
    @Override
    public Void run(Plan plan, Progress progress) throws ProblemException {
        progress.begin(plan.title(), 0);
        script.run(List.of("stop"), "", progress, line -> {
        });
        return null;
    }
}
