package org.bancada.metrics.internal;

import java.util.List;

import org.bancada.core.Messages;
import org.bancada.core.Operation;
import org.bancada.core.Plan;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.metrics.Metrics;
import org.bancada.store.Settings;

/** Makes the reports the usual source again. */
final class UseReports implements Operation<Void> {
    private static final Messages TEXT = Messages.beside(UseReports.class);
    private final Settings settings;

    UseReports(Settings settings) {
        this.settings = settings;
    }

    @Override
    public Plan plan() {
        String what = TEXT.text("reports.title");
        return new Plan(what, List.of(new Plan.Step("", what)), List.of(), List.of());
    }

    @Override
    public Void run(Plan plan, Progress progress) throws ProblemException {
        settings.remove(Metrics.SOURCE);
        return null;
    }
}
