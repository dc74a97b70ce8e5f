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

/** Switches nodes off. A node that is off already is left out, which is no failure. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=poweroff")
public final class PowerOffVerb extends PowerVerb {
    public PowerOffVerb() {
        super(false);
    }

    @Override
    Operation<Outcome> operation(Remote remote, List<Node> nodes) {
        return remote.powerOff(nodes);
    }
}
