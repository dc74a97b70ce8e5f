package org.bancada.cli.internal.verbs;

import org.bancada.cli.Verb;
import org.bancada.core.Operation;
import org.bancada.image.SigningKeys;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Takes a release key off the list that nodes trust. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=key retire")
public final class KeyRetireVerb extends KeyChangeVerb {
    @Parameters(paramLabel = "KEY", descriptionKey = "key")
    private String fingerprint;

    @Override
    Operation<Void> operation(SigningKeys keys) {
        return keys.retire(fingerprint);
    }
}
