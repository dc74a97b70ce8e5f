package org.bancada.studio.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.bancada.core.Operation;
import org.bancada.core.Plan;
import org.bancada.core.Plan.Step;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.profile.Library;
import org.bancada.profile.ProfileFile;
import org.bancada.store.AuditLog;

/** Deletes a profile of the drop-in folder. */
final class RemoveOperation implements Operation<Void> {
    private final Path folder;
    private final Library library;
    private final AuditLog audit;
    private final ProfileFile file;

    RemoveOperation(Path folder, Library library, AuditLog audit, ProfileFile file) {
        this.folder = folder;
        this.library = library;
        this.audit = audit;
        this.file = file;
    }

    @Override
    public Plan plan() throws ProblemException {
        if (!SaveOperation.isIn(folder, file)) {
            throw Texts.problem(file.place(), "remove.foreign", file.id());
        }
        List<String> losses = new ArrayList<>();
        library.profiles().stream().filter(other -> other.parents().contains(file.id()))
                .forEach(heir -> losses.add(Texts.text("remove.heir", heir.id())));
        return new Plan(Texts.text("remove.title", file.id()), files().stream().map(each -> new Step("", Texts.text("remove.step", each))).toList(),
                List.of(), losses);
    }

    private List<Path> files() {
        return List.of(ProfileFile.SUFFIX, ".facts", ".plan").stream().map(end -> folder.resolve(file.id() + end)).filter(Files::isRegularFile).toList();
    }

    @Override
    public Void run(Plan plan, Progress progress) throws ProblemException {
        audit.append(System.getProperty("user.name", ""), "model remove " + file.id(), List.of(), "", "");
        for (Path each : files()) {
            try {
                Files.delete(each);
            } catch (IOException failed) {
                throw Texts.problem(each.toString(), "remove.failed", String.valueOf(failed.getMessage()));
            }
        }
        return null;
    }
}
