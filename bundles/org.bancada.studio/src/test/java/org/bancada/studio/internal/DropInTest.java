package org.bancada.studio.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.bancada.core.DataFolder;
import org.bancada.core.Facts;
import org.bancada.core.Operation;
import org.bancada.core.Plan;
import org.bancada.core.ProblemException;
import org.bancada.core.SimpleProgress;
import org.bancada.core.query.Query;
import org.bancada.profile.FolderSource;
import org.bancada.profile.Library;
import org.bancada.profile.Models;
import org.bancada.profile.ProfileFile;
import org.bancada.store.AuditEntry;
import org.bancada.store.AuditLog;
import org.bancada.studio.Studio;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Profiles that are saved and deleted in the window: whole or not at all, and never over what somebody else wrote without saying so. */
class DropInTest {
    private static final String DESK = "name = Desk\nmatch.product_name = Desk 1\ndevice.usb = class=0c03 take=all\n";
    private static final Facts FACTS = Facts.of(Map.of("dmi.product_name", "Desk 1", "ram.kib", "8000000", "cpu.threads", "4", "pci.00:14.0.class", "0c03",
            "pci.00:14.0.id", "8086:1e31"));

    @TempDir
    private Path data;
    private final List<String> audited = new ArrayList<>();
    private Studio studio;
    private Path folder;

    @BeforeEach
    void open() {
        folder = data.resolve("profiles");
        Models models = () -> Library.of(all());
        studio = new ModelStudio(models, null, new AuditLog() {
            @Override
            public long begin(String who, String what, List<String> nodes, String why) {
                audited.add(what);
                return audited.size();
            }

            @Override
            public void end(long id, String result) {
                // Only what was done is looked at.
            }

            @Override
            public List<AuditEntry> entries(Query query, int limit) {
                return List.of();
            }

            @Override
            public List<AuditEntry> after(long id, int limit) {
                return List.of();
            }
        }, new DataFolder(data));
    }

    private List<ProfileFile> all() {
        List<ProfileFile> files = new ArrayList<>(FolderSource.read(folder).files());
        files.add(new ProfileFile("bundled/pc", "org.example/bundled/pc.profile", "name = PC\n".getBytes(StandardCharsets.UTF_8)));
        return files;
    }

    private ProfileFile file(String id) {
        return all().stream().filter(f -> f.id().equals(id)).findFirst().orElseThrow();
    }

    private <R> Plan done(Operation<R> operation) throws ProblemException {
        Plan plan = operation.plan();
        operation.run(plan, new SimpleProgress());
        return plan;
    }

    private List<String> files() throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).map(f -> folder.relativize(f).toString()).sorted().toList();
        }
    }

    private static Studio.Draft draft(String id, String text) {
        return new Studio.Draft(id, text, FACTS, Optional.empty());
    }

    @Test
    void aSavedProfileCountsAtOnceAndIsDeletedWithAllThatIsItsOwn() throws Exception {
        Plan plan = done(studio.save(draft("lab/desk", DESK)));
        assertEquals(List.of("lab/desk.facts", "lab/desk.plan", "lab/desk.profile"), files());
        assertEquals(List.of(), plan.losses());
        Library library = Library.of(all());
        assertEquals("lab/desk", library.match(FACTS).orElseThrow().id());
        assertTrue(studio.isDropIn(file("lab/desk")));
        assertFalse(studio.isDropIn(file("bundled/pc")));
        assertEquals(List.of("model save lab/desk"), audited);
        done(studio.save(draft("lab/desk", DESK)));
        done(studio.remove(file("lab/desk")));
        assertEquals(List.of(), files());
    }

    @Test
    void whatSomebodyElseChangedMeanwhileIsSaidToBeLost() throws Exception {
        done(studio.save(draft("lab/desk", DESK)));
        assertEquals(List.of(), studio.save(new Studio.Draft("lab/desk", DESK + "# mine\n", FACTS, Optional.of(DESK))).plan().losses());
        Files.writeString(folder.resolve("lab/desk.profile"), DESK + "# theirs\n");
        List<String> losses = studio.save(new Studio.Draft("lab/desk", DESK + "# mine\n", FACTS, Optional.of(DESK))).plan().losses();
        assertTrue(losses.size() == 1 && losses.getFirst().contains("lab/desk.profile"), losses.toString());
    }

    @Test
    void aProfileWithMistakesIsSavedAndSaidToBeOff() throws Exception {
        Operation<Path> save = studio.save(draft("lab/desk", DESK + "machien = pc\n"));
        assertTrue(save.plan().losses().getFirst().contains("lab/desk.profile:4"), save.plan().losses().toString());
        done(save);
        assertEquals(List.of("lab/desk.facts", "lab/desk.profile"), files(), "no plan comes of it");
        assertTrue(Library.of(all()).profile("lab/desk").isEmpty());
    }

    @Test
    void namesThatLeadElsewhereOrAreTakenAreRefused() throws Exception {
        for (String id : List.of("", "../x", "/etc/passwd", "lab/../../x", "lab//x", "a b", "lab/.x", "x".repeat(101), "a\nb", "bundled/pc")) {
            assertThrows(ProblemException.class, () -> studio.save(draft(id, DESK)).plan(), id);
        }
        assertThrows(ProblemException.class, () -> studio.save(draft("lab/desk", "#".repeat(ProfileFile.LARGEST + 1))).plan());
        ProblemException foreign = assertThrows(ProblemException.class, () -> studio.remove(file("bundled/pc")).plan());
        assertFalse(foreign.problem().cure().isEmpty());
        assertEquals(List.of(), audited);
    }

    @Test
    void aFolderThatCannotBeWrittenLosesNothing() throws Exception {
        done(studio.save(draft("lab/desk", DESK)));
        Files.createDirectories(folder.resolve("other.profile"));
        Files.writeString(folder.resolve("file"), "");
        ProblemException failed = assertThrows(ProblemException.class, () -> done(studio.save(draft("file/desk", DESK))));
        assertTrue(failed.problem().where().endsWith("file/desk.profile"), failed.problem().line());
        assertEquals(DESK, Files.readString(folder.resolve("lab/desk.profile")));
    }

    @Test
    void deletingSaysWhoInheritsFromIt() throws Exception {
        done(studio.save(draft("lab/desk", DESK)));
        done(studio.save(draft("lab/heir", "inherit = lab/desk\n")));
        Plan plan = studio.remove(file("lab/desk")).plan();
        assertTrue(plan.losses().getFirst().contains("lab/heir"), plan.losses().toString());
    }
}
