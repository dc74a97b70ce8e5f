package org.bancada.cli.internal.verbs;

import org.bancada.cli.Verb;
import org.bancada.core.Operation;
import org.bancada.image.SigningKeys;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;

/** Makes the next release key. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=key prepare")
public final class KeyPrepareVerb extends KeyChangeVerb {
    @Override
    Operation<Void> operation(SigningKeys keys) {
        return keys.prepare();
    }
}
