package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

import org.bancada.cli.EngineWiring;
import org.bancada.cli.Invocation;
import org.bancada.cli.Json;
import org.bancada.cli.JsonOption;
import org.bancada.cli.Table;
import org.bancada.cli.Verb;
import org.bancada.collector.Collector;
import org.bancada.core.DataFolder;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.store.Settings;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Owns the data folder and takes reports until it is told to end (SIGTERM, SIGINT): that is its normal end, exit code 0. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=station")
public final class StationVerb implements Verb {
    @Option(names = "--listen", paramLabel = "HOST:PORT", descriptionKey = "listen")
    private String listen;

    @Mixin
    private JsonOption json;

    @Override
    public int run(Invocation invocation) throws ProblemException, IOException {
        invocation.engines().takeAsStation();
        String wanted = listen != null ? listen
                : invocation.engines().get(Settings.class).get(EngineWiring.LISTEN_SETTING, EngineWiring.LISTEN_DEFAULT);
        InetSocketAddress address = invocation.engines().get(EngineWiring.class).listen(wanted);
        Collector collector = invocation.engines().get(Collector.class);
        String at = CollectorVerb.text(address);
        Optional<String> tls = collector.secureAddress().map(CollectorVerb::text);
        Optional<Problem> problem = collector.secureProblem();
        if (json.wanted()) {
            Map<String, Object> event = new LinkedHashMap<>();
            event.put("event", "listening");
            event.put("address", at);
            event.put("tls", tls.orElse(null));
            event.put("problem", problem.map(Problem::line).orElse(null));
            event.put("data", invocation.engines().get(DataFolder.class).root());
            new Json(invocation.terminal().out()).print(event);
        } else {
            invocation.terminal().out().println(Words.text(invocation, "station.listening", at, invocation.engines().get(DataFolder.class).root()));
            if (tls.isPresent()) {
                invocation.terminal().out().println(Words.text(invocation, "station.tls", tls.get(), collector.certificate().authorityFingerprint()));
            }
            problem.ifPresent(p -> invocation.terminal().err().println(Table.printable(p.line())));
        }
        awaitEnd(invocation.progress());
        return DONE;
    }

    private static void awaitEnd(Progress progress) {
        CountDownLatch end = new CountDownLatch(1);
        try (Progress.Registration asked = progress.onCancel(end::countDown)) {
            end.await();
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
    }
}
