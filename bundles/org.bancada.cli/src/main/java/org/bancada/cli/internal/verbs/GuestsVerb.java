package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;

import org.bancada.cli.Invocation;
import org.bancada.cli.Json;
import org.bancada.cli.JsonOption;
import org.bancada.cli.ShownProgress;
import org.bancada.cli.Table;
import org.bancada.cli.UsageException;
import org.bancada.cli.Verb;
import org.bancada.core.Node;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.virt.Guest;
import org.bancada.virt.GuestEvent;
import org.bancada.virt.Guests;
import org.bancada.virt.NodeGuests;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists guests of nodes that run libvirt; with {@code --follow} tells then what happens to them. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=guests")
public final class GuestsVerb implements Verb {
    @Parameters(arity = "0..1", paramLabel = "SELECTOR", descriptionKey = "selector", defaultValue = "*")
    private String selector;

    @Option(names = {"-f", "--follow"}, descriptionKey = "follow")
    private boolean follow;

    @Mixin
    private JsonOption json;

    @Override
    public int run(Invocation invocation) throws UsageException, ProblemException, IOException {
        List<Node> nodes = invocation.selectToTry(selector);
        Guests guests = invocation.engines().get(Guests.class);
        List<NodeGuests> answers;
        try (ShownProgress progress = new ShownProgress(invocation, !json.wanted())) {
            answers = guests.list(nodes, progress);
        }
        if (json.wanted()) {
            Json out = new Json(invocation.terminal().out());
            out.print(answers.stream().map(GuestDocuments::document).toList());
        } else {
            print(answers, invocation);
        }
        List<Node> watched = answers.stream().filter(NodeGuests::libvirt).map(NodeGuests::node).toList();
        if (follow && !watched.isEmpty()) {
            follow(guests, watched, invocation);
        }
        return answers.stream().allMatch(answer -> answer.problem() == null || isWithout(answer)) ? DONE : FAILED;
    }

    /** A node that has answered that libvirt does not run there; of one that is off nobody knows. */
    private static boolean isWithout(NodeGuests answer) {
        return !answer.libvirt();
    }

    private static void print(List<NodeGuests> answers, Invocation invocation) {
        Table table = new Table(Words.text(invocation, "column.node"), Words.text(invocation, "column.guest"), Words.text(invocation, "column.state"),
                Words.text(invocation, "column.cpu"), Words.text(invocation, "column.memory"), Words.text(invocation, "column.disk"),
                Words.text(invocation, "column.screen"));
        answers.forEach(answer -> answer.guests().forEach(guest -> row(table, guest, invocation)));
        if (!table.isEmpty()) {
            invocation.terminal().out().print(table);
        }
        int without = 0;
        for (NodeGuests answer : answers) {
            if (isWithout(answer)) {
                without++;
            } else if (answer.problem() != null) {
                invocation.terminal().err().println(Table.printable(answer.problem().line()));
            } else if (answer.guests().isEmpty()) {
                invocation.terminal().err().println(answer.node().name() + ": " + Words.text(invocation, "guests.none"));
            }
        }
        if (without > 0) {
            invocation.terminal().err().println(Words.text(invocation, "guests.without", without));
        }
    }

    private static void row(Table table, Guest guest, Invocation invocation) {
        List<String> screens = new ArrayList<>();
        guest.displays().forEach(display -> screens.add(display.type() + " " + display.host() + ":" + display.port()));
        table.row(guest.node(), guest.name(), Words.text(invocation, "guest.state." + Words.word(guest.state())),
                guest.cpuPercent() < 0 ? "-" : Math.round(guest.cpuPercent()) + " % / " + guest.cpus(),
                Sizes.text(guest.memoryBytes(), invocation.locale()) + " / " + Sizes.text(guest.memoryMostBytes(), invocation.locale()),
                guest.diskBytes() < 0 ? "-"
                        : Sizes.text(guest.diskBytes(), invocation.locale()) + " / " + Sizes.text(guest.diskMostBytes(), invocation.locale()),
                Words.orDash(String.join(", ", screens)));
    }

    private void follow(Guests guests, List<Node> nodes, Invocation invocation) {
        Json out = new Json(invocation.terminal().out());
        List<Progress.Registration> watches = new ArrayList<>();
        CountDownLatch stopped = new CountDownLatch(1);
        try (Progress.Registration stop = invocation.progress().onCancel(stopped::countDown)) {
            nodes.forEach(node -> watches.add(guests.watch(node, event -> {
                if (json.wanted()) {
                    out.event(GuestDocuments.document(event));
                } else {
                    invocation.terminal().out().println(line(event, invocation));
                    invocation.terminal().out().flush();
                }
            })));
            stopped.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            watches.forEach(Progress.Registration::close);
        }
        throw new CancellationException();
    }

    private static String line(GuestEvent event, Invocation invocation) {
        String what = Words.text(invocation, "guest.event." + Words.word(event.kind()));
        String who = event.guest().isEmpty() ? event.node() : event.node() + " " + event.guest();
        return Table.printable((Words.time(event.time()) + " " + who + ": " + what + " " + event.detail()).strip());
    }
}
