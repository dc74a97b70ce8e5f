package org.bancada.store;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.bancada.core.Messages;
import org.bancada.core.Operation;
import org.bancada.core.Plan;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;

/**
 * Moves a database that cannot be used aside, unchanged, so that a new one can begin. One that is whole stays where it is.
 * Its result is where the old file lies now; empty when nothing was moved.
 */
public final class DatabaseRescue implements Operation<Optional<Path>> {
    private static final Messages TEXT = Messages.beside(DatabaseRescue.class);

    private final OpenDataFolder open;

    public DatabaseRescue(OpenDataFolder open) {
        this.open = open;
    }

    @Override
    public Plan plan() {
        try {
            open.checkDatabase();
            return new Plan(TEXT.text("rescue.whole", open.folder().database()), List.of(), List.of(), List.of());
        } catch (ProblemException damaged) {
            return new Plan(damaged.problem().what(), List.of(new Plan.Step("", TEXT.text("rescue.step", open.folder().database()))), List.of(),
                    List.of(TEXT.text("rescue.loss")));
        }
    }

    @Override
    public Optional<Path> run(Plan plan, Progress progress) throws ProblemException {
        return plan.isEmpty() ? Optional.empty() : Optional.of(open.moveDatabaseAside());
    }
}
