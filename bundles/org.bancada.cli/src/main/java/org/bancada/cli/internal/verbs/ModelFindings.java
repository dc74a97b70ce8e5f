package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.bancada.cli.Invocation;
import org.bancada.cli.Table;
import org.bancada.cli.UsageException;
import org.bancada.core.Facts;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.profile.FactsText;
import org.bancada.profile.Finding;
import org.bancada.profile.Library;
import org.bancada.profile.Models;
import org.bancada.profile.Profile;
import org.bancada.profile.ProfileFile;

/** What the model verbs share: reading facts, and showing what lint found. */
final class ModelFindings {
    private ModelFindings() {
    }

    static Facts facts(String typed, Invocation invocation) throws UsageException, ProblemException, IOException {
        Path file = invocation.file(typed);
        try (InputStream in = Files.newInputStream(file)) {
            return FactsText.parse(file.toString(), in.readNBytes(FactsText.LARGEST + 1));
        }
    }

    /** By id, or by the name for people. */
    static Profile profile(String typed, Invocation invocation) throws ProblemException {
        return invocation.engines().get(Models.class).library().profile(typed).orElseThrow(() -> new ProblemException(
                new Problem(Words.text(invocation, "model.unknown"), typed, Words.text(invocation, "model.unknown.cure"))));
    }

    /** The file of a profile, also of one with mistakes. */
    static ProfileFile file(String typed, Invocation invocation) throws ProblemException {
        Library library = invocation.engines().get(Models.class).library();
        String id = library.profile(typed).map(Profile::id).orElse(typed);
        return library.files().stream().filter(file -> file.id().equals(id)).findFirst().orElseThrow(() -> new ProblemException(
                new Problem(Words.text(invocation, "model.unknown"), typed, Words.text(invocation, "model.unknown.cure"))));
    }

    /** One line each; why, and what to do, once for each rule. */
    static void print(List<Finding> findings, Invocation invocation) {
        Set<String> told = new HashSet<>();
        for (int i = 0; i < findings.size(); i++) {
            Finding finding = findings.get(i);
            invocation.terminal().err().println(Table.printable(finding.place() + ": " + Words.text(invocation, "lint." + Words.word(finding.severity())) + " ["
                    + finding.rule() + "] " + finding.what()));
            boolean more = i + 1 < findings.size() && findings.get(i + 1).rule().equals(finding.rule());
            if (!more && told.add(finding.rule())) {
                invocation.terminal().err().println("    " + Table.printable(finding.why()));
                invocation.terminal().err().println("    " + Table.printable(finding.cure()));
            }
        }
    }

    static Map<String, Object> document(Finding finding) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("rule", finding.rule());
        document.put("severity", Words.word(finding.severity()));
        document.put("place", finding.place());
        document.put("what", finding.what());
        document.put("why", finding.why());
        document.put("cure", finding.cure());
        return document;
    }

    static Map<String, Object> document(Problem problem) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("place", problem.where());
        document.put("what", problem.what());
        document.put("cure", problem.cure());
        return document;
    }
}
