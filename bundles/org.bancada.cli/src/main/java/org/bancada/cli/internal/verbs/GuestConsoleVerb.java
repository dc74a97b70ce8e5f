package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.util.List;

import org.bancada.cli.Invocation;
import org.bancada.cli.Json;
import org.bancada.cli.JsonOption;
import org.bancada.cli.Verb;
import org.bancada.core.Node;
import org.bancada.core.ProblemException;
import org.bancada.virt.Guests;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Says which command lines open a guest's screen and its serial console. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=guest console")
public final class GuestConsoleVerb implements Verb {
    @Parameters(index = "0", paramLabel = "NODE", descriptionKey = "name")
    private String name;

    @Parameters(index = "1", paramLabel = "GUEST", descriptionKey = "guest.one")
    private String guest;

    @Mixin
    private JsonOption json;

    @Override
    public int run(Invocation invocation) throws ProblemException, IOException {
        Node node = invocation.node(name);
        Guests guests = invocation.engines().get(Guests.class);
        List<String> lines = guests.consoles(node, guests.guest(node, guest, invocation.progress()));
        if (json.wanted()) {
            new Json(invocation.terminal().out()).print(lines);
        } else {
            lines.forEach(invocation.terminal().out()::println);
        }
        return DONE;
    }
}
