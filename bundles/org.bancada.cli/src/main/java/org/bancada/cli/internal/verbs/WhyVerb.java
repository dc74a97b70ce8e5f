package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.bancada.cli.Invocation;
import org.bancada.cli.Json;
import org.bancada.cli.JsonOption;
import org.bancada.cli.Table;
import org.bancada.cli.UsageException;
import org.bancada.cli.Verb;
import org.bancada.core.Node;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.diagnosis.Diagnosis;
import org.bancada.diagnosis.Diagnosis.Happening;
import org.bancada.diagnosis.Diagnosis.Verdict;
import org.bancada.diagnosis.Evidence;
import org.bancada.diagnosis.Finding;
import org.bancada.diagnosis.NextStep;
import org.bancada.fleet.Fleet;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Says why one node is not OK, or which of several are not, the weightiest first. That something was found is no failure. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=why")
public final class WhyVerb implements Verb {
    @Parameters(paramLabel = "NAME|SELECTOR", descriptionKey = "target")
    private String target;

    @Mixin
    private JsonOption json;

    @Override
    public int run(Invocation invocation) throws UsageException, ProblemException, IOException {
        Diagnosis diagnosis = invocation.engines().get(Diagnosis.class);
        Optional<Node> one = invocation.engines().get(Fleet.class).node(target);
        if (one.isPresent()) {
            page(diagnosis, one.get(), invocation);
        } else {
            overview(diagnosis, invocation.select(target), invocation);
        }
        return DONE;
    }

    private void page(Diagnosis diagnosis, Node node, Invocation invocation) throws ProblemException, IOException {
        Verdict verdict = diagnosis.examine(node, invocation.progress());
        List<Happening> around = diagnosis.around(node, moment(verdict), invocation.progress());
        PrintStream out = invocation.terminal().out();
        if (json.wanted()) {
            Map<String, Object> document = document(verdict);
            document.put("around", around.stream().map(WhyVerb::document).toList());
            new Json(out).print(document);
            return;
        }
        if (verdict.findings().isEmpty()) {
            out.println(Words.text(invocation, "why.good", Table.printable(node.name()), String.join(", ", verdict.looked())));
        }
        for (Finding finding : verdict.findings()) {
            out.println(Table.printable(node.name() + ": " + finding.title()));
            out.println("  " + Table.printable(finding.explanation()));
            for (Evidence evidence : finding.evidence()) {
                out.println("  - " + Words.time(evidence.when()) + "  " + Table.printable(evidence.text()));
                out.println("    " + Table.printable(Words.text(invocation, "why.see", evidence.source())));
            }
            for (NextStep next : finding.next()) {
                out.println("  " + Table.printable(Words.text(invocation, "why.next", next.text())));
                if (!next.command().isEmpty()) {
                    out.println("    bancada " + Table.printable(next.command()));
                }
            }
        }
        verdict.unseen().forEach(problem -> out.println(Table.printable(Words.text(invocation, "why.unseen", problem.line()))));
        if (!around.isEmpty()) {
            out.println();
            out.println(Words.text(invocation, "why.around"));
            around.forEach(one -> out.println("  " + Words.time(one.when()) + "  " + Table.printable(one.text())));
        }
    }

    /** When the weightiest finding began; else the last report. */
    private static Instant moment(Verdict verdict) {
        return verdict.findings().stream().flatMap(finding -> finding.evidence().stream()).map(Evidence::when).filter(Objects::nonNull).findFirst()
                .orElse(verdict.node().lastReport() == null ? Instant.now() : verdict.node().lastReport());
    }

    private void overview(Diagnosis diagnosis, List<Node> nodes, Invocation invocation) throws ProblemException, IOException {
        List<Verdict> verdicts = new ArrayList<>(diagnosis.examine(nodes, invocation.progress()));
        verdicts.sort(Comparator.comparingInt(Verdict::weight).reversed());
        PrintStream out = invocation.terminal().out();
        if (json.wanted()) {
            new Json(out).print(verdicts.stream().map(WhyVerb::document).toList());
            return;
        }
        Table table = new Table(Words.text(invocation, "column.name"), Words.text(invocation, "why.cause"), Words.text(invocation, "why.evidence"));
        verdicts.forEach(verdict -> verdict.findings().forEach(finding -> table.row(verdict.node().name(), finding.title(),
                finding.evidence().isEmpty() ? "-" : finding.evidence().getFirst().text())));
        out.print(table.isEmpty() ? Words.text(invocation, "why.all.good", nodes.size()) + "\n" : table.toString());
        verdicts.stream().flatMap(verdict -> verdict.unseen().stream()).map(Problem::line).distinct()
                .forEach(line -> out.println(Table.printable(Words.text(invocation, "why.unseen", line))));
    }

    private static Map<String, Object> document(Verdict verdict) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("uuid", verdict.node().uuid());
        document.put("name", verdict.node().name());
        document.put("state", Words.word(verdict.node().state()));
        document.put("findings", verdict.findings().stream().map(WhyVerb::document).toList());
        document.put("looked", verdict.looked());
        document.put("unseen", verdict.unseen().stream().map(Problem::line).toList());
        return document;
    }

    private static Map<String, Object> document(Finding finding) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("cause", finding.cause());
        document.put("weight", finding.weight());
        document.put("title", finding.title());
        document.put("explanation", finding.explanation());
        document.put("evidence", finding.evidence().stream().map(evidence -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("text", evidence.text());
            one.put("when", evidence.when());
            one.put("source", evidence.source());
            return one;
        }).toList());
        document.put("next", finding.next().stream().map(next -> Map.of("text", next.text(), "command", next.command())).toList());
        return document;
    }

    private static Map<String, Object> document(Happening one) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("when", one.when());
        document.put("kind", Words.word(one.kind()));
        document.put("text", one.text());
        return document;
    }
}
