package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.bancada.cli.Invocation;
import org.bancada.cli.Json;
import org.bancada.cli.JsonOption;
import org.bancada.cli.Table;
import org.bancada.cli.Verb;
import org.bancada.collector.Collector;
import org.bancada.collector.CollectorCertificate;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says where nodes reach the collector, and how they can be sure of it. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=collector")
public final class CollectorVerb implements Verb {
    private static final Duration SOON = Duration.ofDays(180);

    @Mixin
    private JsonOption json;

    @Override
    public int run(Invocation invocation) throws ProblemException, IOException {
        Collector collector = invocation.engines().get(Collector.class);
        CollectorCertificate certificate = collector.certificate();
        Optional<String> plain = collector.address().map(CollectorVerb::text);
        Optional<String> secure = collector.secureAddress().map(CollectorVerb::text);
        Optional<Problem> problem = collector.secureProblem();
        PrintStream out = invocation.terminal().out();
        if (json.wanted()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("plain", plain.orElse(null));
            document.put("tls", secure.orElse(null));
            document.put("problem", problem.map(Problem::line).orElse(null));
            document.put("names", certificate.names());
            document.put("fingerprint", certificate.fingerprint());
            document.put("expires", certificate.expires());
            document.put("authority", certificate.authority().toString());
            document.put("authorityFingerprint", certificate.authorityFingerprint());
            document.put("authorityExpires", certificate.authorityExpires());
            new Json(out).print(document);
            return DONE;
        }
        if (plain.isEmpty()) {
            out.println(Words.text(invocation, "collector.silent"));
        } else {
            out.println(Words.text(invocation, "collector.plain", plain.get()));
            secure.ifPresent(at -> out.println(Words.text(invocation, "collector.tls", at)));
        }
        problem.ifPresent(p -> out.println(Table.printable(p.line())));
        out.println(Words.text(invocation, "collector.names", String.join(" ", certificate.names())));
        out.println(Words.text(invocation, "collector.certificate", Words.time(certificate.expires()), certificate.fingerprint()));
        out.println(Words.text(invocation, "collector.authority", Words.time(certificate.authorityExpires()), certificate.authorityFingerprint()));
        out.println(Table.printable(Words.text(invocation, "collector.file", certificate.authority())));
        if (Instant.now().plus(SOON).isAfter(certificate.authorityExpires())) {
            out.println(Words.text(invocation, "collector.soon"));
        }
        return DONE;
    }

    static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
