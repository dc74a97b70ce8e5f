package org.bancada.cli.internal.verbs;

import org.bancada.cli.Verb;
import org.bancada.core.Operation;
import org.bancada.image.SigningKeys;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;

/** Lets the next release key sign. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=key rotate")
public final class KeyRotateVerb extends KeyChangeVerb {
    @Override
    Operation<Void> operation(SigningKeys keys) {
        return keys.rotate();
    }
}
