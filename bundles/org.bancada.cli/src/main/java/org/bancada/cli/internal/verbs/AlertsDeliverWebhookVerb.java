package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;

import org.bancada.alert.AlertDelivery;
import org.bancada.alert.Alerts;
import org.bancada.cli.Invocation;
import org.bancada.cli.UsageException;
import org.bancada.cli.Verb;
import org.bancada.core.Operation;
import org.bancada.core.ProblemException;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Sets where alerts are posted to. An address that is itself a secret, and the secret for the signature, come from files or from standard input. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=alerts deliver webhook")
public final class AlertsDeliverWebhookVerb extends AlertChangeVerb {
    @Option(names = "--url", paramLabel = "URL", descriptionKey = "url")
    private String url;

    @Option(names = "--url-file", paramLabel = "FILE", descriptionKey = "url-file")
    private String urlFile;

    @Option(names = "--secret-file", paramLabel = "FILE", descriptionKey = "secret-file")
    private String secretFile;

    @Option(names = "--off", descriptionKey = "off")
    private boolean off;

    @Override
    Operation<Void> operation(Alerts alerts, Invocation invocation) throws UsageException, ProblemException, IOException {
        AlertDelivery delivery = invocation.engines().get(AlertDelivery.class);
        if (off) {
            return delivery.webhook(null, null);
        }
        if ((url == null) == (urlFile == null)) {
            throw new UsageException(Words.text(invocation, "alert.deliver.webhook.which"));
        }
        try {
            URI target = new URI(url != null ? url : new String(SecretFile.read(urlFile, invocation)));
            return delivery.webhook(target, SecretFile.read(secretFile, invocation));
        } catch (URISyntaxException wrong) {
            throw new UsageException(Words.text(invocation, "alert.deliver.webhook.which"));
        }
    }
}
