package org.bancada.rollout.internal;

import java.io.IOException;
import java.util.List;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.bancada.rollout.NodeProgress;
import org.bancada.rollout.RolloutReport;

/** A report for spreadsheets. */
final class CsvReport {
    private static final String[] COLUMNS = {"node", "uuid", "campus", "building", "room", "seat", "state", "download_seconds", "whole_seconds", "bytes",
        "link_mbit", "reason", "next_action", "physical"};

    private final RolloutReport report;

    CsvReport(RolloutReport report) {
        this.report = report;
    }

    void write(Appendable out) throws IOException {
        CSVPrinter printer = new CSVPrinter(out, CSVFormat.RFC4180.builder().setHeader(COLUMNS).get());
        for (RolloutReport.Line line : report.nodes()) {
            NodeProgress node = line.node();
            printer.printRecord(text(node.name()), node.uuid(), text(node.place().campus()), text(node.place().building()), text(node.place().room()),
                    text(node.place().seat()), node.state().word(), line.download().map(time -> time.toMillis() / 1000.0).orElse(null),
                    line.whole().toMillis() / 1000.0, node.bytes(), line.linkMbit() < 0 ? null : line.linkMbit(), text(node.reason()),
                    text(node.nextAction()), text(String.join(" ", line.physical())));
        }
        printer.flush();
    }

    /** A spreadsheet takes a text that begins like a formula for one (OWASP, CSV injection). */
    private static String text(String value) {
        return !value.isEmpty() && List.of('=', '+', '-', '@', '\t', '\r').contains(value.charAt(0)) ? "'" + value : value;
    }
}
