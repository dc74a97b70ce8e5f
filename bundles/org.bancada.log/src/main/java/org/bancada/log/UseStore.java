package org.bancada.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.bancada.core.Messages;
import org.bancada.core.Operation;
import org.bancada.core.Plan;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.store.AuditLog;

/** Keeps the events in another store from now on, once a look has shown that it can be used. */
public final class UseStore implements Operation<Void> {
    private static final Messages TEXT = Messages.beside(UseStore.class);

    private final StoreChoice choice;
    private final AuditLog audit;
    private final Optional<ClusterAddress> cluster;
    private final char[] secret;
    private final Progress progress;

    /**
     * @param cluster empty for the embedded index
     * @param secret as in {@link StoreChoice#use}
     * @param progress ends the look of the plan
     */
    public UseStore(StoreChoice choice, AuditLog audit, Optional<ClusterAddress> cluster, char[] secret, Progress progress) {
        this.choice = choice;
        this.audit = audit;
        this.cluster = cluster;
        this.secret = secret;
        this.progress = progress;
    }

    /** @throws ProblemException when that store cannot be used */
    @Override
    public Plan plan() throws ProblemException {
        List<Plan.Step> steps = new ArrayList<>();
        if (cluster.isPresent()) {
            ConnectionCheck found = choice.check(cluster.get(), secret, progress);
            if (found.problem().isPresent()) {
                throw new ProblemException(found.problem().get());
            }
            steps.add(new Plan.Step("", found.indexThere() ? TEXT.text("use.index", cluster.get().index(), found.events())
                    : TEXT.text("use.index.new", cluster.get().index())));
        }
        steps.add(new Plan.Step("", TEXT.text("use.from.now", name())));
        boolean moves = !choice.current().map(ClusterAddress::url).equals(cluster.map(ClusterAddress::url))
                || !choice.current().map(ClusterAddress::index).equals(cluster.map(ClusterAddress::index));
        if (moves) {
            steps.add(new Plan.Step("", TEXT.text("use.stay")));
        }
        return new Plan(name(), steps, List.of(), List.of());
    }

    private String name() {
        return cluster.map(to -> to.url().toString()).orElse(TEXT.text("use.embedded"));
    }

    @Override
    public Void run(Plan plan, Progress running) throws ProblemException {
        long id = audit.begin(System.getProperty("user.name"), "logs store use " + cluster.map(to -> to.url() + " " + to.index()).orElse("embedded"), List.of(), "");
        choice.use(cluster, secret);
        audit.end(id, "done");
        return null;
    }
}
