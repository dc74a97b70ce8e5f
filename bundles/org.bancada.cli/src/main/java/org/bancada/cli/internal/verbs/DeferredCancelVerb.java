package org.bancada.cli.internal.verbs;

import org.bancada.cli.Invocation;
import org.bancada.cli.Verb;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.remote.Deferred;
import org.bancada.remote.Remote;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Takes back an action that waits for a node. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=deferred cancel")
public final class DeferredCancelVerb implements Verb {
    @Parameters(paramLabel = "ID", descriptionKey = "id")
    private long id;

    @Override
    public int run(Invocation invocation) throws ProblemException {
        Deferred deferred = invocation.engines().get(Remote.class).deferred();
        if (deferred.waiting().stream().noneMatch(w -> w.id() == id)) {
            throw new ProblemException(new Problem(Words.text(invocation, "deferred.unknown", Long.toString(id)), "",
                    Words.text(invocation, "deferred.unknown.cure")));
        }
        deferred.cancel(id);
        return DONE;
    }
}
