package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.bancada.alert.AlertDelivery;
import org.bancada.alert.Delivery;
import org.bancada.alert.MailTarget;
import org.bancada.cli.Invocation;
import org.bancada.cli.Json;
import org.bancada.cli.JsonOption;
import org.bancada.cli.Table;
import org.bancada.cli.Verb;
import org.bancada.core.ProblemException;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows who is told of alerts, and what became of telling. Of a webhook only the host is shown: its path may be a secret. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=alerts deliver")
public final class AlertsDeliverVerb implements Verb {
    @Option(names = "--limit", paramLabel = "N", descriptionKey = "limit", defaultValue = "50")
    private int limit;

    @Mixin
    private JsonOption json;

    @Override
    public int run(Invocation invocation) throws ProblemException, IOException {
        AlertDelivery delivery = invocation.engines().get(AlertDelivery.class);
        Optional<MailTarget> mail = delivery.mail();
        Optional<String> webhook = delivery.webhook().map(AlertsDeliverVerb::host);
        List<Delivery> newest = delivery.deliveries(limit);
        if (json.wanted()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("mail", mail.map(AlertsDeliverVerb::document).orElse(null));
            document.put("webhook", webhook.orElse(null));
            document.put("deliveries", newest.stream().map(AlertsDeliverVerb::document).toList());
            new Json(invocation.terminal().out()).print(document);
            return DONE;
        }
        invocation.terminal().out().println(mail.map(target -> Words.text(invocation, "alert.deliver.mail", String.join(", ", target.to()), target.host() + ":" + target.port(),
                Words.word(target.security()))).orElseGet(() -> Words.text(invocation, "alert.deliver.mail.none")));
        invocation.terminal().out().println(webhook.map(host -> Words.text(invocation, "alert.deliver.webhook", host))
                .orElseGet(() -> Words.text(invocation, "alert.deliver.webhook.none")));
        Table table = new Table(Words.text(invocation, "column.id"), Words.text(invocation, "alert.way"), Words.text(invocation, "alert.state"),
                Words.text(invocation, "alert.attempts"), Words.text(invocation, "node.when"), Words.text(invocation, "alert.problem"));
        newest.forEach(one -> table.row(one.alert(), Words.word(one.way()), Words.text(invocation, "alert.delivery." + Words.word(one.state())), one.attempts(),
                Words.time(one.at()), Words.orDash(one.problem())));
        if (!table.isEmpty()) {
            invocation.terminal().out().print(table);
        }
        return DONE;
    }

    private static String host(URI uri) {
        return uri.getScheme() + "://" + uri.getAuthority();
    }

    private static Map<String, Object> document(MailTarget target) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("host", target.host());
        document.put("port", target.port());
        document.put("security", Words.word(target.security()));
        document.put("user", target.user());
        document.put("from", target.from());
        document.put("to", target.to());
        return document;
    }

    private static Map<String, Object> document(Delivery one) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("alert", one.alert());
        document.put("way", Words.word(one.way()));
        document.put("state", Words.word(one.state()));
        document.put("attempts", one.attempts());
        document.put("at", one.at());
        document.put("problem", one.problem());
        return document;
    }
}
