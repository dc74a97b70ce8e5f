package org.bancada.rollout.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.bancada.rollout.NodeProgress;
import org.bancada.rollout.NodeRolloutState;
import org.bancada.rollout.RolloutReport;

/** A report for spreadsheets. */
final class CsvReport {
    private static final List<NodeRolloutState> STATES = Stream.of(NodeRolloutState.values()).filter(state -> !state.isOver()).toList();

    private final RolloutReport report;

    CsvReport(RolloutReport report) {
        this.report = report;
    }

    void write(Appendable out) throws IOException {
        List<String> columns = new ArrayList<>(List.of("node", "uuid", "campus", "building", "room", "seat", "state", "download_seconds", "whole_seconds"));
        STATES.forEach(state -> columns.add(state.word().replace('-', '_') + "_seconds"));
        columns.addAll(List.of("bytes", "link_mbit", "reason", "next_action", "physical"));
        CSVPrinter printer = new CSVPrinter(out, CSVFormat.RFC4180.builder().setHeader(columns.toArray(String[]::new)).get());
        for (RolloutReport.Line line : report.nodes()) {
            printer.printRecord(record(line));
        }
        printer.flush();
    }

    private static List<Object> record(RolloutReport.Line line) {
        NodeProgress node = line.node();
        List<Object> values = new ArrayList<>(List.of(text(node.name()), node.uuid(), text(node.place().campus()), text(node.place().building()),
                text(node.place().room()), text(node.place().seat()), node.state().word()));
        values.add(line.download().map(CsvReport::seconds).orElse(null));
        values.add(seconds(line.whole()));
        STATES.forEach(state -> values.add(line.times().containsKey(state) ? seconds(line.times().get(state)) : null));
        values.add(node.bytes());
        values.add(line.linkMbit() < 0 ? null : line.linkMbit());
        values.addAll(List.of(text(node.reason()), text(node.nextAction()), text(String.join(" ", line.physical()))));
        return values;
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }

    /** A spreadsheet takes a text that begins like a formula for one (OWASP, CSV injection). */
    private static String text(String value) {
        return !value.isEmpty() && List.of('=', '+', '-', '@', '\t', '\r').contains(value.charAt(0)) ? "'" + value : value;
    }
}
