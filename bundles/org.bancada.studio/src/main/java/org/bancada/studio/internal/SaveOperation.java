package org.bancada.studio.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.bancada.core.Facts;
import org.bancada.core.Operation;
import org.bancada.core.Plan;
import org.bancada.core.Plan.Step;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.profile.GuestPlan;
import org.bancada.profile.Library;
import org.bancada.profile.Profile;
import org.bancada.profile.ProfileFile;
import org.bancada.profile.Trial;
import org.bancada.store.AuditLog;
import org.bancada.studio.Studio;

/** Writes a profile into the drop-in folder. */
final class SaveOperation implements Operation<Path> {
    private final Path folder;
    private final Library library;
    private final AuditLog audit;
    private final Studio.Draft draft;

    SaveOperation(Path folder, Library library, AuditLog audit, Studio.Draft draft) {
        this.folder = folder;
        this.library = library;
        this.audit = audit;
        this.draft = draft;
    }

    @Override
    public Plan plan() throws ProblemException {
        if (!Library.isId(draft.id())) {
            throw Texts.problem(draft.id(), "save.id", draft.id());
        }
        if (draft.text().getBytes(StandardCharsets.UTF_8).length > ProfileFile.LARGEST) {
            throw Texts.problem(draft.id(), "save.large", ProfileFile.LARGEST / 1024);
        }
        Path file = file(ProfileFile.SUFFIX);
        Optional<ProfileFile> other = library.files().stream().filter(known -> known.id().equals(draft.id()) && !known.place().equals(file.toString())).findFirst();
        if (other.isPresent()) {
            throw Texts.problem(draft.id(), "save.taken", other.get().place());
        }
        List<Step> steps = new ArrayList<>();
        steps.add(new Step("", Texts.text(Files.exists(file) ? "save.replace" : "save.write", file)));
        if (!draft.facts().asMap().isEmpty()) {
            steps.add(new Step("", Texts.text("save.beside", file(".facts").getFileName())));
            trial().profile().ifPresent(good -> steps.add(new Step("", Texts.text("save.beside", file(".plan").getFileName()))));
        }
        List<String> losses = new ArrayList<>();
        Optional<String> there = content(file);
        if (there.isPresent() && !there.equals(draft.opened())) {
            losses.add(Texts.text("save.changed", file));
        }
        trial().problems().stream().findFirst().ifPresent(mistake -> losses.add(Texts.text("save.mistakes", mistake.where(), mistake.what())));
        return new Plan(Texts.text("save.title", draft.id()), steps, List.of(), losses);
    }

    private Trial trial() {
        return Trial.of(draft.id(), draft.text(), library, draft.facts());
    }

    private Path file(String end) {
        return folder.resolve(draft.id() + end);
    }

    private static Optional<String> content(Path file) {
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.of("");
        }
    }

    @Override
    public Path run(Plan plan, Progress progress) throws ProblemException {
        Path file = file(ProfileFile.SUFFIX);
        audit.append(System.getProperty("user.name", ""), "model save " + draft.id(), List.of(), "", "");
        Facts facts = draft.facts();
        Optional<Profile> profile = trial().profile();
        try {
            Files.createDirectories(file.getParent());
            if (!facts.asMap().isEmpty()) {
                write(file(".facts"), facts.asMap().entrySet().stream().map(fact -> fact.getKey() + "=" + fact.getValue() + "\n").collect(Collectors.joining()));
                if (profile.isPresent()) {
                    write(file(".plan"), GuestPlan.of(profile.get(), facts));
                }
            }
            write(file, draft.text());
            return file;
        } catch (IOException failed) {
            throw Texts.problem(file.toString(), "save.failed", String.valueOf(failed.getMessage()));
        }
    }

    /** The name before it is moved does not end as a profile: what is half-written is never read. */
    private static void write(Path file, String content) throws IOException {
        Path temporary = Files.createTempFile(file.getParent(), ".new", "");
        try {
            Files.writeString(temporary, content);
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Whether a profile is a file of its own below a folder, not part of a pack. */
    static boolean isIn(Path folder, ProfileFile file) {
        return Library.isId(file.id()) && file.place().equals(folder.resolve(file.id() + ProfileFile.SUFFIX).toString());
    }
}
