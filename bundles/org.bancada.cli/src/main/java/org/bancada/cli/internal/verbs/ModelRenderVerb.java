package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.bancada.cli.Invocation;
import org.bancada.cli.Json;
import org.bancada.cli.JsonOption;
import org.bancada.cli.UsageException;
import org.bancada.cli.Verb;
import org.bancada.core.Facts;
import org.bancada.core.ProblemException;
import org.bancada.profile.Assignment;
import org.bancada.profile.CommandChange;
import org.bancada.profile.DomainXml;
import org.bancada.profile.Finding;
import org.bancada.profile.GuestPlan;
import org.bancada.profile.GuestSeat;
import org.bancada.profile.Library;
import org.bancada.profile.Lint;
import org.bancada.profile.Models;
import org.bancada.profile.Profile;
import org.bancada.profile.QemuArguments;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the guest that a model comes to on a PC. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=model render")
public final class ModelRenderVerb implements Verb {
    @Parameters(paramLabel = "MODEL", descriptionKey = "model")
    private String model;

    @Option(names = "--facts", required = true, paramLabel = "FILE", descriptionKey = "facts")
    private String facts;

    @Option(names = "--format", paramLabel = "FORMAT", descriptionKey = "format", defaultValue = "qemu")
    private String format;

    @Option(names = "--disk", paramLabel = "PATH", descriptionKey = "disk", defaultValue = "@DISK@")
    private String disk;

    @Option(names = "--disk-format", paramLabel = "FORMAT", descriptionKey = "disk-format")
    private String diskFormat;

    @Option(names = "--mac", paramLabel = "MAC", descriptionKey = "mac", defaultValue = "@MAC@")
    private String mac;

    @Option(names = "--against", paramLabel = "MODEL", descriptionKey = "against")
    private String against;

    @Mixin
    private JsonOption json;

    @Override
    public int run(Invocation invocation) throws UsageException, ProblemException, IOException {
        if (!List.of("qemu", "libvirt", "plan").contains(format)) {
            throw new UsageException(Words.text(invocation, "model.format.unknown", format));
        }
        Facts read = ModelFindings.facts(facts, invocation);
        Library library = invocation.engines().get(Models.class).library();
        Profile profile = library.adapted(ModelFindings.profile(model, invocation), read);
        GuestSeat seat = seat(invocation);
        Assignment assignment = Assignment.of(profile, read);
        List<List<String>> options = QemuArguments.options(profile, assignment, seat);
        if (against != null) {
            Profile other = library.adapted(ModelFindings.profile(against, invocation), read);
            return changes(CommandChange.between(QemuArguments.options(other, Assignment.of(other, read), seat), options), invocation);
        }
        String text = switch (format) {
            case "libvirt" -> DomainXml.of(profile, assignment, seat);
            case "plan" -> GuestPlan.of(profile, read);
            default -> String.join("\n", options.stream().map(option -> String.join(" ", option)).toList()) + "\n";
        };
        List<Finding> findings = Lint.check(profile, read);
        if (json.wanted()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("id", profile.id());
            document.put("format", format);
            document.put(format.equals("qemu") ? "arguments" : "text", format.equals("qemu") ? options.stream().flatMap(List::stream).toList() : text);
            document.put("findings", findings.stream().map(ModelFindings::document).toList());
            new Json(invocation.terminal().out()).print(document);
        } else {
            invocation.terminal().out().print(text);
            ModelFindings.print(findings, invocation);
        }
        return findings.stream().anyMatch(Finding::isError) ? FAILED : DONE;
    }

    /** The command line with a sign before each option: + new, - gone. */
    private int changes(List<CommandChange> changes, Invocation invocation) throws IOException {
        if (json.wanted()) {
            new Json(invocation.terminal().out()).print(changes.stream().map(c -> Map.of("change", Words.word(c.kind()), "option", c.option())).toList());
        } else {
            changes.forEach(c -> invocation.terminal().out().println((c.kind() == CommandChange.Kind.SAME ? "  "
                    : c.kind() == CommandChange.Kind.ADDED ? "+ " : "- ") + c.option()));
        }
        return DONE;
    }

    private GuestSeat seat(Invocation invocation) throws UsageException {
        String known = disk.equals("@DISK@") ? "@FORMAT@" : disk.startsWith("/dev/") ? "raw" : "qcow2";
        try {
            return new GuestSeat(disk, diskFormat == null ? known : diskFormat, mac);
        } catch (IllegalArgumentException wrong) {
            throw new UsageException(Words.text(invocation, "model.seat.wrong", wrong.getMessage()));
        }
    }
}
