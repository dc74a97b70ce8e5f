package org.bancada.image.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.bancada.core.ProblemException;
import org.bancada.image.Image;

class ManifestTest {
    private static final Image IMAGE = new Image("ab".repeat(32), "ubuntu-24-04", "Ubuntu 24.04", "linux", "3", "qcow2", 11811160064L, 68719476736L,
            List.of("OptiPlex 7010", "OptiPlex 9020"), Catalogue.NOW);
    private static final String INFO_HASH = "0a".repeat(20);

    @TempDir
    Path root;

    private int verify(Path folder, Path signers) throws Exception {
        return new ProcessBuilder("ssh-keygen", "-Y", "verify", "-f", signers.toString(), "-I", "release", "-n", "bancada-manifest", "-s",
                folder.resolve("manifest.sig").toString()).redirectInput(folder.resolve("manifest").toFile())
                .redirectOutput(new File("/dev/null")).redirectError(new File("/dev/null")).start().waitFor();
    }

    @Test
    void isWrittenAsTheContractSaysAndANodeCanVerifyIt() throws Exception {
        try (Catalogue catalogue = new Catalogue(root)) {
            Path folder = root.resolve("rollouts/1");
            catalogue.images.writeManifest(IMAGE, INFO_HASH, 1 << 20, Duration.ofDays(30), folder);
            assertEquals("""
                    manifest=1
                    id=ubuntu-24-04
                    name=Ubuntu 24.04
                    ostype=linux
                    version=3
                    format=qcow2
                    size=11811160064
                    virtual_size=68719476736
                    sha256=%s
                    infohash=%s
                    piece_length=1048576
                    models=OptiPlex 7010;OptiPlex 9020
                    issued=1795248000
                    expires=1797840000
                    """.formatted(IMAGE.sha256(), INFO_HASH), Files.readString(folder.resolve("manifest")));
            Path signers = Files.writeString(root.resolve("signers"), catalogue.images.allowedSigners());
            assertEquals(0, verify(folder, signers));
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("keys/release"))));

            catalogue.images.writeManifest(IMAGE, INFO_HASH, 1 << 20, Duration.ofDays(60), folder);
            assertEquals(0, verify(folder, signers));
            Files.writeString(folder.resolve("manifest"), Files.readString(folder.resolve("manifest")).replace("version=3", "version=4"));
            assertTrue(verify(folder, signers) != 0);
            try (var left = Files.list(folder)) {
                assertEquals(2, left.count());
            }
        }
    }

    @Test
    void bothKeysOfARotationAreTrusted() throws Exception {
        try (Catalogue catalogue = new Catalogue(root)) {
            catalogue.images.allowedSigners();
            Catalogue.tool(root.resolve("keys"), "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "release-next");
            String signers = catalogue.images.allowedSigners();
            assertEquals(2, signers.lines().count());
            Path folder = root.resolve("out");
            catalogue.images.writeManifest(IMAGE, INFO_HASH, 1 << 20, Duration.ofDays(1), folder);
            assertEquals(0, verify(folder, Files.writeString(root.resolve("signers"), signers)));

            for (String half : List.of("", ".pub")) {
                Files.move(root.resolve("keys/release" + half), root.resolve("keys/release-old" + half));
                Files.move(root.resolve("keys/release-next" + half), root.resolve("keys/release" + half));
            }
            catalogue.images.writeManifest(IMAGE, INFO_HASH, 1 << 20, Duration.ofDays(1), folder);
            assertEquals(0, verify(folder, root.resolve("signers")));
        }
    }

    @Test
    void missingPublicHalfIsDerivedAndABrokenKeyIsNamed() throws Exception {
        try (Catalogue catalogue = new Catalogue(root)) {
            String before = catalogue.images.allowedSigners();
            Files.delete(root.resolve("keys/release.pub"));
            assertEquals(before, catalogue.images.allowedSigners());
            Files.writeString(root.resolve("keys/release"), "garbage");
            ProblemException broken = assertThrows(ProblemException.class,
                    () -> catalogue.images.writeManifest(IMAGE, INFO_HASH, 1 << 20, Duration.ofDays(1), root.resolve("out")));
            assertTrue(broken.getMessage().contains("ssh-keygen"), broken.getMessage());
            try (var left = Files.list(root.resolve("out"))) {
                assertEquals(0, left.count());
            }
        }
    }
}
