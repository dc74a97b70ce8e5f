package org.bancada.image.internal;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.bancada.core.Plan;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.core.SimpleProgress;
import org.bancada.core.query.Query;
import org.bancada.image.Image;

class ImageCatalogueTest {
    @TempDir
    Path root;
    private Path data;
    private Path sources;
    private Catalogue catalogue;

    @BeforeEach
    void open() throws Exception {
        data = Files.createDirectory(root.resolve("data"));
        sources = Files.createDirectory(root.resolve("sources"));
        catalogue = new Catalogue(data);
    }

    @AfterEach
    void close() {
        catalogue.close();
    }

    private ProblemException refused(Path file) {
        ProblemException atPlan = assertThrows(ProblemException.class, () -> catalogue.images.importFile(Catalogue.request(file, "X", "1")).plan());
        ProblemException atRun = assertThrows(ProblemException.class,
                () -> catalogue.images.importFile(Catalogue.request(file, "X", "1")).run(null, Progress.none()));
        assertEquals(file.toString(), atPlan.problem().where());
        assertEquals(file.toString(), atRun.problem().where());
        assertTrue(catalogue.images.images().isEmpty());
        assertDoesNotThrow(() -> assertEquals(List.of(), catalogue.files()));
        return atRun;
    }

    private Path qcow2(String name, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of("qemu-img", "create", "-q", "-f", "qcow2"));
        command.addAll(List.of(options));
        command.add(sources.resolve(name).toString());
        command.add("64M");
        Catalogue.tool(sources, command.toArray(String[]::new));
        return sources.resolve(name);
    }

    private Path filledQcow2(String name, int bytes) throws Exception {
        Path raw = Catalogue.random(sources.resolve(name + ".raw"), bytes, 7);
        Catalogue.tool(sources, "qemu-img", "convert", "-O", "qcow2", raw.toString(), name);
        return sources.resolve(name);
    }

    @Test
    void rawImageIsNamedByItsDigestAndReadOnly() throws Exception {
        Path file = Catalogue.random(sources.resolve("disk.img"), 3 << 20, 1);
        Image image = catalogue.add(file, "Ubuntu 24.04", "3");
        String expected = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        assertEquals(expected, image.sha256());
        assertEquals("ubuntu-24-04", image.id());
        assertEquals("raw", image.format());
        assertEquals(3 << 20, image.virtualSize());
        assertEquals("r--r--r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(catalogue.images.file(image))));
        assertEquals(List.of(expected), catalogue.files());
        assertEquals(-1, Files.mismatch(file, catalogue.images.file(image)));
        assertTrue(catalogue.audit.entries(Query.parse("what: image*"), 10).getFirst().result().startsWith("done"));
    }

    @Test
    void qcow2KeepsItsVirtualSize() throws Exception {
        Image image = catalogue.add(filledQcow2("a.qcow2", 5 << 20), "Debian", "1.2");
        assertEquals("qcow2", image.format());
        assertEquals(5 << 20, image.virtualSize());
        assertEquals(image, new Catalogue(data).images.find("debian").orElseThrow());
    }

    @Test
    void zerosBecomeHolesAndTheContentStaysTheSame() throws Exception {
        Path file = sources.resolve("sparse.img");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(64L << 20);
            sparse.seek(20 << 20);
            sparse.write(1);
        }
        Image image = catalogue.add(file, "Sparse", "1");
        assertEquals(-1, Files.mismatch(file, catalogue.images.file(image)));
        String blocks = Catalogue.tool(data, "stat", "-c", "%b", catalogue.images.file(image).toString()).strip();
        assertTrue(Long.parseLong(blocks) * 512 < 8 << 20, blocks);
    }

    @Test
    void planSaysSizeAndFreeSpaceAndChangesNothing() throws Exception {
        Path file = Catalogue.random(sources.resolve("disk.img"), 1 << 20, 1);
        Plan plan = catalogue.images.importFile(Catalogue.request(file, "Ubuntu", "3")).plan();
        assertEquals("Import Ubuntu version 3", plan.title());
        String steps = plan.steps().toString();
        assertTrue(steps.contains("1 MiB") && steps.contains("not known yet") && steps.contains("free"), steps);
        assertEquals(List.of(), catalogue.files());
    }

    @Test
    void sameContentTwiceIsOneImage() throws Exception {
        Path file = Catalogue.random(sources.resolve("disk.img"), 1 << 20, 1);
        Image first = catalogue.add(file, "Ubuntu", "3");
        assertEquals(first, catalogue.add(file, "Ubuntu", "3.0"));
        assertEquals(1, catalogue.images.images().size());
        assertThrows(ProblemException.class, () -> catalogue.add(file, "Ubuntu", "4"));
        Path other = Catalogue.random(sources.resolve("other.img"), 1 << 20, 2);
        assertThrows(ProblemException.class, () -> catalogue.add(other, "Ubuntu", "3"));
        assertEquals(List.of(first.sha256()), catalogue.files());
    }

    @Test
    void findsByNameVersionAndBeginningOfTheDigest() throws Exception {
        Image old = catalogue.add(Catalogue.random(sources.resolve("1"), 4096, 1), "Ubuntu 24.04", "9");
        Image fresh = catalogue.add(Catalogue.random(sources.resolve("2"), 4096, 2), "Ubuntu 24.04", "10");
        assertEquals(List.of(fresh, old), catalogue.images.images());
        assertEquals(fresh, catalogue.images.find("ubuntu-24-04").orElseThrow());
        assertEquals(fresh, catalogue.images.find("ubuntu 24.04").orElseThrow());
        assertEquals(old, catalogue.images.find("Ubuntu 24.04@9.0").orElseThrow());
        assertEquals(old, catalogue.images.find(old.sha256().substring(0, 8)).orElseThrow());
        assertTrue(catalogue.images.find(old.sha256().substring(0, 7)).isEmpty());
        assertTrue(catalogue.images.find("Ubuntu 24.04@11").isEmpty());
        assertTrue(catalogue.images.find("").isEmpty());
    }

    @Test
    void refusesWhatIsNoDiskImage() throws Exception {
        assertTrue(refused(Files.createFile(sources.resolve("empty"))).getMessage().contains("empty"));
        refused(Files.writeString(sources.resolve("text"), "hello ".repeat(512)));
        refused(Catalogue.random(sources.resolve("odd"), 1000, 1));
        refused(Files.write(sources.resolve("gzip"), HexFormat.of().parseHex("1f8b0800".repeat(512))));
        refused(Files.write(sources.resolve("half"), HexFormat.of().parseHex("514649fb00000003")));
        byte[] garbage = Files.readAllBytes(Catalogue.random(sources.resolve("g"), 1 << 16, 3));
        System.arraycopy(HexFormat.of().parseHex("514649fb00000003" + "00".repeat(12)), 0, garbage, 0, 20);
        refused(Files.write(sources.resolve("garbage.qcow2"), garbage));
        refused(sources.resolve("absent"));
        refused(sources);
        Catalogue.tool(sources, "mkfifo", "fifo");
        refused(sources.resolve("fifo"));
    }

    @Test
    void refusesQcow2ThatNeedsOtherFiles() throws Exception {
        Path base = qcow2("base.qcow2");
        Path overlay = sources.resolve("overlay.qcow2");
        Catalogue.tool(sources, "qemu-img", "create", "-q", "-f", "qcow2", "-b", base.toString(), "-F", "qcow2", overlay.toString());
        assertTrue(refused(overlay).getMessage().contains("qemu-img convert"));
        refused(qcow2("external.qcow2", "-o", "data_file=" + sources.resolve("data.raw") + ",data_file_raw=on"));
    }

    @Test
    void refusesTruncatedImages() throws Exception {
        Path cut = filledQcow2("cut.qcow2", 4 << 20);
        try (RandomAccessFile file = new RandomAccessFile(cut.toFile(), "rw")) {
            file.setLength(file.length() - 200_000);
        }
        assertTrue(refused(cut).getMessage().contains("damaged"));

        byte[] partitioned = new byte[1 << 20];
        ByteBuffer table = ByteBuffer.wrap(partitioned).order(ByteOrder.LITTLE_ENDIAN);
        table.put(450, (byte) 0x83).putInt(454, 2048).putInt(458, 1 << 20).putShort(510, (short) 0xaa55);
        assertTrue(refused(Files.write(sources.resolve("mbr.img"), partitioned)).getMessage().contains("513 MiB"));

        Path gpt = Files.write(sources.resolve("gpt.img"), new byte[32 << 20]);
        table.put(450, (byte) 0xee).putInt(458, -1);
        table.position(512).put("EFI PART".getBytes()).putLong(512 + 32, (64 << 11) - 1);
        Files.write(gpt, partitioned);
        assertTrue(refused(gpt).getMessage().contains("64 MiB"));
    }

    @Test
    void refusesNamesThatWouldBreakTheNodesFiles() throws Exception {
        Path file = Catalogue.random(sources.resolve("disk.img"), 4096, 1);
        for (String name : List.of("", "  ", "!!!", "a\nb", "x".repeat(101))) {
            assertThrows(ProblemException.class, () -> catalogue.add(file, name, "1"), name);
        }
        for (String version : List.of("", "1.", "-1", "v3", "1.2.3.4.5", "1 2", "1234567890")) {
            assertThrows(ProblemException.class, () -> catalogue.add(file, "Ubuntu", version), version);
        }
    }

    @Test
    void fileThatChangesWhileItIsCopiedIsRefused() throws Exception {
        Path file = Catalogue.random(sources.resolve("disk.img"), 8 << 20, 1);
        SimpleProgress writer = new SimpleProgress() {
            private boolean done;

            @Override
            public void worked(long units) {
                if (!done) {
                    done = true;
                    assertDoesNotThrow(() -> {
                        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
                            open.write(1);
                        }
                    });
                }
            }
        };
        var operation = catalogue.images.importFile(Catalogue.request(file, "X", "1"));
        ProblemException changed = assertThrows(ProblemException.class, () -> operation.run(operation.plan(), writer));
        assertTrue(changed.getMessage().contains("changed"), changed.getMessage());
        assertEquals(List.of(), catalogue.files());
    }

    @Test
    void cancelLeavesNothing() throws Exception {
        Path file = Catalogue.random(sources.resolve("disk.img"), 8 << 20, 1);
        SimpleProgress impatient = new SimpleProgress() {
            @Override
            public void worked(long units) {
                cancel();
            }
        };
        var operation = catalogue.images.importFile(Catalogue.request(file, "X", "1"));
        assertThrows(CancellationException.class, () -> operation.run(operation.plan(), impatient));
        assertEquals(List.of(), catalogue.files());
        assertEquals("cancelled", catalogue.audit.entries(Query.parse("*"), 1).getFirst().result());
    }

    @Test
    void fullDiskNamesTheMissingBytes() throws Exception {
        Path file = Catalogue.random(sources.resolve("disk.img"), 8 << 20, 1);
        Path other = Files.createDirectory(root.resolve("small"));
        try (Catalogue small = new Catalogue(other, path -> 64 << 20)) {
            ProblemException full = assertThrows(ProblemException.class, () -> small.images.importFile(Catalogue.request(file, "X", "1")).plan());
            assertTrue(full.getMessage().contains("8388608 bytes"), full.getMessage());
        }
    }

    /** A file system that really fills up, although it promised room. */
    @Test
    void diskThatFillsUpWhileCopyingLeavesNothing() throws Exception {
        Path disk = Files.createDirectories(root.resolve("tiny/images"));
        Process mount = new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk.toString()).start();
        Assumptions.assumeTrue(mount.waitFor() == 0, "needs root to mount a small disk");
        try (Catalogue tiny = new Catalogue(root.resolve("tiny"), path -> {
            long free = path.toFile().getUsableSpace();
            return free < 4 << 20 ? free : 1L << 40;
        })) {
            Path file = Catalogue.random(sources.resolve("disk.img"), 8 << 20, 1);
            ProblemException full = assertThrows(ProblemException.class, () -> tiny.add(file, "X", "1"));
            assertTrue(full.getMessage().contains("full"), full.getMessage());
            assertEquals(List.of(), tiny.files());
        } finally {
            new ProcessBuilder("umount", "-l", disk.toString()).start().waitFor();
        }
    }

    @Test
    void nextStartRemovesWhatACrashHasLeft() throws Exception {
        Files.writeString(data.resolve("images/tmp/left"), "half");
        try (Catalogue again = new Catalogue(data)) {
            assertEquals(List.of(), again.files());
        }
    }

    @Test
    void missingAndAlteredMasterCopiesAreReported() throws Exception {
        Image image = catalogue.add(Catalogue.random(sources.resolve("disk.img"), 1 << 20, 1), "Ubuntu", "3");
        Path master = catalogue.images.file(image);
        assertTrue(catalogue.images.fault(image).isEmpty());
        assertDoesNotThrow(() -> catalogue.images.verify(image, Progress.none()));
        Files.setPosixFilePermissions(master, PosixFilePermissions.fromString("rw-r--r--"));
        try (RandomAccessFile file = new RandomAccessFile(master.toFile(), "rw")) {
            file.write(file.read() ^ 1);
        }
        assertTrue(catalogue.images.fault(image).isEmpty());
        assertThrows(ProblemException.class, () -> catalogue.images.verify(image, Progress.none()));
        Files.write(master, new byte[10]);
        assertTrue(catalogue.images.fault(image).orElseThrow().what().contains("10 B"));
        Files.delete(master);
        assertTrue(catalogue.images.fault(image).orElseThrow().what().contains("gone"));
        Image again = catalogue.add(sources.resolve("disk.img"), "Ubuntu", "3");
        assertEquals(image, again);
        assertDoesNotThrow(() -> catalogue.images.verify(image, Progress.none()));
    }

    @Test
    void removeDeletesTheMasterCopy() throws Exception {
        Image image = catalogue.add(Catalogue.random(sources.resolve("disk.img"), 1 << 20, 1), "Ubuntu", "3");
        var remove = catalogue.images.remove(image);
        Plan plan = remove.plan();
        assertFalse(plan.losses().isEmpty());
        remove.run(plan, Progress.none());
        assertEquals(List.of(), catalogue.files());
        assertTrue(remove.plan().isEmpty());
        remove.run(remove.plan(), Progress.none());
    }

    @Test
    void whatSomebodyNeedsIsNotRemoved() throws Exception {
        Image image = catalogue.add(Catalogue.random(sources.resolve("disk.img"), 1 << 20, 1), "Ubuntu", "3");
        var remove = catalogue.images.remove(image);
        Plan before = remove.plan();
        try (var keeping = catalogue.images.keep(asked -> asked.equals(image) ? List.of("the night's rollout") : List.of())) {
            assertTrue(remove.plan().isEmpty());
            assertTrue(remove.plan().title().contains("the night's rollout"), remove.plan().title());
            assertThrows(ProblemException.class, () -> remove.run(before, Progress.none()));
            assertEquals(List.of(image), catalogue.images.images());
        }
        remove.run(remove.plan(), Progress.none());
        assertEquals(List.of(), catalogue.images.images());
    }

    @Test
    void listenersHearOfChanges() throws Exception {
        List<Integer> counts = new ArrayList<>();
        try (var registration = catalogue.images.onChange(now -> counts.add(now.size()))) {
            Image image = catalogue.add(Catalogue.random(sources.resolve("disk.img"), 1 << 20, 1), "Ubuntu", "3");
            catalogue.images.remove(image).run(catalogue.images.remove(image).plan(), Progress.none());
        }
        catalogue.add(sources.resolve("disk.img"), "Ubuntu", "3");
        assertEquals(List.of(1, 0), counts);
    }
}
