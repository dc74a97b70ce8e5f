package org.bancada.alert.internal;

import java.util.List;

import org.bancada.core.Operation;
import org.bancada.core.Plan;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.store.AuditLog;

/** One change by a person: in the plan, then in the database and the audit log. */
final class Change implements Operation<Void> {
    private final AuditLog audit;
    private final Runnable done;
    private final String what;
    private final Description description;
    private final Step step;

    /** What is done. */
    interface Step {
        void run() throws ProblemException;
    }

    /** What would be done. */
    interface Description {
        /** One line for each thing that changes; empty when nothing does. */
        String lines() throws ProblemException;
    }

    /**
     * @param done told afterwards
     * @param what as the audit log says it; never a secret
     */
    Change(AuditLog audit, Runnable done, String what, Description description, Step step) {
        this.audit = audit;
        this.done = done;
        this.what = what;
        this.description = description;
        this.step = step;
    }

    @Override
    public Plan plan() throws ProblemException {
        return new Plan(what, description.lines().lines().map(line -> new Plan.Step("", line)).toList(), List.of(), List.of());
    }

    @Override
    public Void run(Plan plan, Progress progress) throws ProblemException {
        if (!plan.isEmpty()) {
            step.run();
            audit.append(person(), what, List.of(), "", "done");
            done.run();
        }
        return null;
    }

    static String person() {
        return System.getProperty("user.name");
    }
}
