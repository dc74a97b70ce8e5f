package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.bancada.cli.Invocation;
import org.bancada.cli.Json;
import org.bancada.cli.PlanOptions;
import org.bancada.cli.ShownProgress;
import org.bancada.cli.Table;
import org.bancada.cli.Verb;
import org.bancada.core.Operation;
import org.bancada.core.Plan;
import org.bancada.core.ProblemException;
import org.bancada.virt.Guest;
import org.bancada.virt.GuestEvent;
import org.bancada.virt.GuestOutcome;
import org.bancada.virt.GuestPick;
import org.bancada.virt.GuestSnapshot;
import org.bancada.virt.NodeGuests;

/** Guests as programs see them, and how verbs that act on guests run their operation. */
final class GuestDocuments {
    private GuestDocuments() {
    }

    static List<GuestPick> picks(String guest) {
        return List.of(GuestPick.named(guest));
    }

    /** Plans, asks where {@code ask} says so, runs, prints one line a guest; failed when anything that was asked for is not so now. */
    static int run(Operation<GuestOutcome> operation, PlanOptions options, boolean ask, Invocation invocation) throws ProblemException, IOException {
        Optional<Plan> agreed = ask ? options.agree(operation, invocation) : options.planned(operation, invocation);
        if (agreed.isEmpty()) {
            return Verb.DONE;
        }
        GuestOutcome outcome;
        try (ShownProgress progress = new ShownProgress(invocation, !options.json())) {
            outcome = operation.run(agreed.get(), progress);
        }
        if (options.json()) {
            new Json(invocation.terminal().out()).print(outcome.results().stream().map(GuestDocuments::document).toList());
        } else {
            Table table = new Table(Words.text(invocation, "column.node"), Words.text(invocation, "column.guest"),
                    Words.text(invocation, "outcome.result"), Words.text(invocation, "outcome.reason"));
            outcome.results().forEach(r -> table.row(r.node(), Words.orDash(r.guest()), Words.word(r.kind()), Words.orDash(r.reason())));
            invocation.terminal().out().print(table);
        }
        return outcome.failures().isEmpty() ? Verb.DONE : Verb.FAILED;
    }

    private static Map<String, Object> document(GuestOutcome.Result result) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("node", result.node());
        document.put("nodeUuid", result.nodeUuid());
        document.put("guest", result.guest());
        document.put("uuid", result.guestUuid());
        document.put("result", Words.word(result.kind()));
        document.put("reason", result.reason());
        return document;
    }

    static Map<String, Object> document(NodeGuests answer) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("node", answer.node().name());
        document.put("nodeUuid", answer.node().uuid());
        document.put("libvirt", answer.libvirt());
        document.put("problem", answer.problem() == null ? null : answer.problem().line());
        List<Object> guests = new ArrayList<>();
        answer.guests().forEach(guest -> guests.add(document(guest)));
        document.put("guests", guests);
        return document;
    }

    private static Map<String, Object> document(Guest guest) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", guest.name());
        document.put("uuid", guest.uuid());
        document.put("state", Words.word(guest.state()));
        document.put("cpus", guest.cpus());
        document.put("cpuPercent", guest.cpuPercent() < 0 ? null : Math.round(guest.cpuPercent() * 10) / 10.0);
        document.put("memory", guest.memoryBytes());
        document.put("memoryMost", guest.memoryMostBytes());
        document.put("disk", guest.diskBytes() < 0 ? null : guest.diskBytes());
        document.put("diskMost", guest.diskMostBytes() < 0 ? null : guest.diskMostBytes());
        document.put("autostart", guest.autostart());
        List<Object> displays = new ArrayList<>();
        for (Guest.Display display : guest.displays()) {
            displays.add(display.type() + "://" + display.host() + ":" + display.port());
        }
        document.put("displays", displays);
        return document;
    }

    static Map<String, Object> document(GuestEvent event) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("time", event.time());
        document.put("node", event.node());
        document.put("guest", event.guest());
        document.put("uuid", event.guestUuid());
        document.put("event", Words.word(event.kind()));
        document.put("detail", event.detail());
        return document;
    }

    static Map<String, Object> document(GuestSnapshot snapshot) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", snapshot.name());
        document.put("created", snapshot.created());
        document.put("state", Words.word(snapshot.state()));
        document.put("parent", snapshot.parent());
        document.put("current", snapshot.current());
        document.put("description", snapshot.description());
        return document;
    }
}
