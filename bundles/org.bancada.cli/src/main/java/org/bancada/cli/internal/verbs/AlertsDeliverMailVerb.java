package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

import org.bancada.alert.AlertDelivery;
import org.bancada.alert.Alerts;
import org.bancada.alert.MailTarget;
import org.bancada.cli.Invocation;
import org.bancada.cli.UsageException;
import org.bancada.cli.Verb;
import org.bancada.core.Operation;
import org.bancada.core.ProblemException;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Sets where alerts go by e-mail. The password comes from a file or from standard input, never from an argument. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=alerts deliver mail")
public final class AlertsDeliverMailVerb extends AlertChangeVerb {
    @Option(names = "--host", paramLabel = "HOST", descriptionKey = "host")
    private String host;

    @Option(names = "--port", paramLabel = "N", descriptionKey = "port", defaultValue = "0")
    private int port;

    @Option(names = "--security", paramLabel = "none|starttls|tls", descriptionKey = "security", defaultValue = "starttls")
    private String security;

    @Option(names = "--user", paramLabel = "USER", descriptionKey = "user", defaultValue = "")
    private String user;

    @Option(names = "--password-file", paramLabel = "FILE", descriptionKey = "password-file")
    private String passwordFile;

    @Option(names = "--from", paramLabel = "ADDRESS", descriptionKey = "from")
    private String from;

    @Option(names = "--to", paramLabel = "ADDRESS", descriptionKey = "to", split = ",")
    private List<String> to;

    @Option(names = "--off", descriptionKey = "off")
    private boolean off;

    @Override
    Operation<Void> operation(Alerts alerts, Invocation invocation) throws UsageException, ProblemException, IOException {
        AlertDelivery delivery = invocation.engines().get(AlertDelivery.class);
        if (off) {
            return delivery.mail(null, null);
        }
        if (host == null || to == null) {
            throw new UsageException(Words.text(invocation, "alert.deliver.mail.which"));
        }
        MailTarget.Security kept = switch (security.toLowerCase(Locale.ROOT)) {
            case "none" -> MailTarget.Security.NONE;
            case "starttls" -> MailTarget.Security.STARTTLS;
            case "tls" -> MailTarget.Security.TLS;
            default -> throw new UsageException(Words.text(invocation, "alert.deliver.security", security));
        };
        int usual = kept == MailTarget.Security.TLS ? 465 : kept == MailTarget.Security.STARTTLS ? 587 : 25;
        MailTarget target = new MailTarget(host, port == 0 ? usual : port, kept, user, from == null ? to.getFirst() : from, to);
        return delivery.mail(target, SecretFile.read(passwordFile, invocation));
    }
}
