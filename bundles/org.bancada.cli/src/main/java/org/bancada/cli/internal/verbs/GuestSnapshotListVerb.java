package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.util.List;

import org.bancada.cli.Invocation;
import org.bancada.cli.Json;
import org.bancada.cli.JsonOption;
import org.bancada.cli.Table;
import org.bancada.cli.Verb;
import org.bancada.core.Node;
import org.bancada.core.ProblemException;
import org.bancada.virt.GuestSnapshot;
import org.bancada.virt.Guests;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lists the snapshots of a guest. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=guest snapshot list")
public final class GuestSnapshotListVerb implements Verb {
    @Parameters(index = "0", paramLabel = "NODE", descriptionKey = "name")
    private String name;

    @Parameters(index = "1", paramLabel = "GUEST", descriptionKey = "guest.one")
    private String guest;

    @Mixin
    private JsonOption json;

    @Override
    public int run(Invocation invocation) throws ProblemException, IOException {
        Node node = invocation.node(name);
        List<GuestSnapshot> snapshots = invocation.engines().get(Guests.class).snapshots(node, guest, invocation.progress());
        if (json.wanted()) {
            new Json(invocation.terminal().out()).print(snapshots.stream().map(GuestDocuments::document).toList());
        } else if (snapshots.isEmpty()) {
            invocation.terminal().err().println(Words.text(invocation, "guest.snapshots.none"));
        } else {
            Table table = new Table(Words.text(invocation, "column.name"), Words.text(invocation, "column.created"), Words.text(invocation, "column.state"),
                    Words.text(invocation, "column.parent"), Words.text(invocation, "column.current"));
            snapshots.forEach(s -> table.row(s.name(), Words.time(s.created()), Words.text(invocation, "guest.state." + Words.word(s.state())),
                    Words.orDash(s.parent()), s.current() ? "*" : "-"));
            invocation.terminal().out().print(table);
        }
        return DONE;
    }
}
