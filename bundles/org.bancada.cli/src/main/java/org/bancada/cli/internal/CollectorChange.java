package org.bancada.cli.internal;

import java.util.List;

import org.bancada.core.Operation;
import org.bancada.core.Plan;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.store.AuditLog;

/** A change of the collector with its entry in the audit log, which the collector itself does not know. */
final class CollectorChange<R> implements Operation<R> {
    private final Operation<R> change;
    private final String what;
    private final AuditLog audit;

    /** @param what as the audit log is to say it */
    CollectorChange(Operation<R> change, String what, AuditLog audit) {
        this.change = change;
        this.what = what;
        this.audit = audit;
    }

    @Override
    public Plan plan() throws ProblemException {
        return change.plan();
    }

    @Override
    public R run(Plan plan, Progress progress) throws ProblemException {
        long entry = audit.begin(System.getProperty("user.name", ""), what, List.of(), "");
        String result = "failed";
        try {
            R done = change.run(plan, progress);
            result = "done";
            return done;
        } finally {
            audit.end(entry, result);
        }
    }
}
