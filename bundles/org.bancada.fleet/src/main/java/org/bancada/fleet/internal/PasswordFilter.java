package org.bancada.fleet.internal;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

import org.bancada.fleet.internal.ReportBody.Section;
import org.bancada.fleet.internal.section.Cctk;
import org.bancada.fleet.internal.section.KnownSections;

/** Removes firmware passwords from a report before anything of it is stored: cctk prints the ones that it was called with. */
final class PasswordFilter {
    private PasswordFilter() {
    }

    static ReportBody apply(ReportBody report) {
        if (report.sections().stream().noneMatch(PasswordFilter::concerns)) {
            return report;
        }
        return new ReportBody(report.sections().stream().map(s -> concerns(s) ? filtered(s) : s).toList());
    }

    private static boolean concerns(Section section) {
        return KnownSections.program(section.command()).equals("cctk") && section.text().lines().anyMatch(PasswordFilter::isPassword);
    }

    private static Section filtered(Section section) {
        String output = section.text().lines().map(line -> isPassword(line) ? line.substring(0, line.indexOf('=')) + "=***" : line)
                .collect(Collectors.joining("\n", "", "\n"));
        byte[] header = ("---- " + section.command() + " ----\n").getBytes(StandardCharsets.UTF_8);
        byte[] text = output.getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[header.length + text.length];
        System.arraycopy(header, 0, all, 0, header.length);
        System.arraycopy(text, 0, all, header.length, text.length);
        return new Section(section.command(), section.known(), all, 0, header.length, all.length);
    }

    private static boolean isPassword(String line) {
        int equals = line.indexOf('=');
        return equals > 0 && Cctk.isPassword(line.substring(line.startsWith(";") ? 1 : 0, equals).strip());
    }
}
