package org.bancada.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import org.bancada.core.Messages;
import org.bancada.core.Operation;
import org.bancada.core.Plan;
import org.bancada.core.ProblemException;

import picocli.CommandLine.Option;

/** {@code --dry-run}, {@code --yes} and {@code --json}, for verbs that change something. */
public final class PlanOptions {
    private static final Messages TEXT = Messages.beside(PlanOptions.class);

    @Option(names = {"-n", "--dry-run"}, descriptionKey = "dry-run")
    private boolean dryRun;

    @Option(names = {"-y", "--yes"}, descriptionKey = "yes")
    private boolean yes;

    @Option(names = "--json", descriptionKey = "json")
    private boolean json;

    /** Whether to print for programs. */
    public boolean json() {
        return json;
    }

    /** Whether only the plan is wanted. */
    public boolean dryRun() {
        return dryRun;
    }

    /**
     * Plans an operation. With {@code --dry-run} the plan is printed and nothing else happens. A person at a terminal sees the plan and is
     * asked; a script, which has none, is not.
     *
     * @return the plan to run, empty when nothing is to be done any more
     * @throws CancellationException when the person said no
     */
    public Optional<Plan> agree(Operation<?> operation, Invocation invocation) throws ProblemException, IOException {
        Optional<Plan> plan = planned(operation, invocation);
        boolean ask = !yes && !json && invocation.terminal().asks();
        if (plan.isEmpty() || !ask || plan.get().isEmpty()) {
            return plan;
        }
        print(plan.get(), invocation);
        confirm(invocation.text(TEXT, "plan.question"), invocation);
        return plan;
    }

    /** As {@link #agree}, for what nobody regrets: never asks. */
    public Optional<Plan> planned(Operation<?> operation, Invocation invocation) throws ProblemException, IOException {
        Plan plan = operation.plan();
        if (!dryRun) {
            return Optional.of(plan);
        }
        if (json) {
            new Json(invocation.terminal().out()).print(document(plan));
        } else {
            print(plan, invocation);
        }
        return Optional.empty();
    }

    /** Asks a person at a terminal, unless told not to. */
    public void confirm(String question, Invocation invocation) throws IOException {
        if (yes || json || !invocation.terminal().asks()) {
            return;
        }
        String answer = invocation.terminal().ask(question + " ", invocation.progress());
        if (!List.of(invocation.text(TEXT, "plan.yes").split(" ")).contains(answer.toLowerCase(invocation.locale()))) {
            throw new CancellationException();
        }
    }

    /** Prints a plan for people. */
    public static void print(Plan plan, Invocation invocation) {
        StringBuilder text = new StringBuilder(plan.title()).append('\n');
        for (Plan.Step step : plan.steps()) {
            line(text, "  ", step.node(), step.what());
        }
        section(text, invocation.text(TEXT, "plan.left.out"), plan.leftOut().isEmpty());
        for (Plan.LeftOut node : plan.leftOut()) {
            line(text, "  ", node.node(), node.why());
        }
        section(text, invocation.text(TEXT, "plan.lost"), plan.losses().isEmpty());
        plan.losses().forEach(loss -> line(text, "  ", "", loss));
        if (plan.isEmpty()) {
            text.append(invocation.text(TEXT, "plan.empty")).append('\n');
        }
        invocation.terminal().out().print(text);
        invocation.terminal().out().flush();
    }

    private static void section(StringBuilder text, String heading, boolean empty) {
        if (!empty) {
            text.append(heading).append('\n');
        }
    }

    private static void line(StringBuilder text, String indent, String node, String what) {
        text.append(indent).append(Table.printable(node.isEmpty() ? what : node + ": " + what)).append('\n');
    }

    private static Map<String, Object> document(Plan plan) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("title", plan.title());
        List<Object> steps = new ArrayList<>();
        plan.steps().forEach(step -> steps.add(pair("what", step.node(), step.what())));
        document.put("steps", steps);
        document.put("leftOut", leftOut(plan));
        document.put("losses", plan.losses());
        return document;
    }

    /** The nodes that a plan leaves out, for {@link Json}. */
    public static List<Object> leftOut(Plan plan) {
        List<Object> leftOut = new ArrayList<>();
        plan.leftOut().forEach(node -> leftOut.add(pair("why", node.node(), node.why())));
        return leftOut;
    }

    private static Map<String, Object> pair(String key, String node, String text) {
        Map<String, Object> pair = new LinkedHashMap<>();
        pair.put("node", node);
        pair.put(key, text);
        return pair;
    }
}
