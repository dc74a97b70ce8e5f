package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;

import org.bancada.cli.Invocation;
import org.bancada.cli.Json;
import org.bancada.cli.JsonOption;
import org.bancada.cli.UsageException;
import org.bancada.cli.Verb;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.core.query.Query;
import org.bancada.log.Event;
import org.bancada.log.LogStore;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows events as they come in, until the person has seen enough: that is its normal end. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=logs tail")
public final class LogsTailVerb implements Verb {
    @Parameters(arity = "0..1", paramLabel = "QUERY", descriptionKey = "log.query", defaultValue = "*")
    private String query;

    @Mixin
    private JsonOption json;

    @Override
    public int run(Invocation invocation) throws UsageException, ProblemException, IOException {
        Query parsed = invocation.query(query);
        LogStore store = invocation.engines().get(LogStore.class);
        Json out = new Json(invocation.terminal().out());
        CountDownLatch end = new CountDownLatch(1);
        try (Progress.Registration asked = invocation.progress().onCancel(end::countDown);
                Progress.Registration tail = store.tail(parsed, (events, missed) -> {
                    for (Event event : events) {
                        if (json.wanted()) {
                            out.event(LogOptions.document(event));
                        } else {
                            invocation.terminal().out().println(LogOptions.line(event));
                        }
                    }
                    if (missed > 0) {
                        invocation.terminal().err().println(Words.text(invocation, "log.missed", missed));
                    }
                })) {
            end.await();
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
        return DONE;
    }
}
