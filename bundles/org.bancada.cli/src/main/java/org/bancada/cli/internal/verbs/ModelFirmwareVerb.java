package org.bancada.cli.internal.verbs;

import java.io.IOException;

import org.bancada.cli.Invocation;
import org.bancada.cli.PlanOptions;
import org.bancada.cli.UsageException;
import org.bancada.cli.Verb;
import org.bancada.core.ProblemException;
import org.bancada.studio.Studio;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Sets the firmware settings that have drifted from the models. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=model firmware")
public final class ModelFirmwareVerb implements Verb {
    @Parameters(paramLabel = "SELECTOR", descriptionKey = "selector")
    private String selector;

    @Mixin
    private PlanOptions options;

    @Override
    public int run(Invocation invocation) throws UsageException, ProblemException, IOException {
        return Outcomes.run(invocation.engines().get(Studio.class).setFirmware(invocation.selectToTry(selector)), options, true, false, invocation);
    }
}
