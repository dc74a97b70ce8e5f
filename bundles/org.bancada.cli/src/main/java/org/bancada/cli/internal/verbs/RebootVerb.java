package org.bancada.cli.internal.verbs;

import java.util.List;

import org.bancada.cli.Verb;
import org.bancada.core.Node;
import org.bancada.core.Operation;
import org.bancada.remote.Outcome;
import org.bancada.remote.Remote;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;

/** Reboots nodes. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=reboot")
public final class RebootVerb extends PowerVerb {
    public RebootVerb() {
        super(true);
    }

    @Override
    Operation<Outcome> operation(Remote remote, List<Node> nodes) {
        return remote.reboot(nodes);
    }
}
