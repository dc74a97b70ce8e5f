package org.bancada.rollout.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.bancada.core.Messages;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.image.Image;
import org.bancada.image.Images;
import org.bancada.rollout.Rollout;

/** Makes what a rollout hands out: the verified master copy's torrent, and in a folder per rollout manifest, signature and torrent. */
final class Distribution {
    private static final Messages TEXT = Messages.beside(Distribution.class);
    private static final Duration FRESH = Duration.ofHours(1);
    /** For all comparisons of a plan. Two images of 8 GiB are compared in that time where the disk reads 500 MB/s. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path folder;
    private final Images images;
    private final Torrents torrents;
    private final Differences differences;

    Distribution(Path folder, Images images) {
        this.folder = folder;
        this.images = images;
        this.torrents = new Torrents(folder.resolve("torrents"));
        this.differences = new Differences(images);
    }

    /** Where seeders work. */
    Path seeding() {
        return folder.resolve("seed");
    }

    /** What rolling out an image will bring into the buildings. */
    Freight freight(Image image, List<Rollout> newestFirst) {
        List<Image> catalogue = images.images();
        KnownBases bases = new KnownBases(image, catalogue, newestFirst);
        return new Freight(image, torrents.pieceLength(image), catalogue, bases, differences, PATIENCE);
    }

    /** The torrent of a master copy that was found to be right. */
    Torrents.Torrent torrent(Image image, Progress progress) throws ProblemException {
        images.verify(image, progress);
        return torrents.of(image, images.file(image), progress);
    }

    /** Signs a manifest that is never used: what could keep a rollout from its manifest is found before it is stored. */
    void rehearse(Image image, Torrents.Torrent torrent, Duration validity) throws ProblemException {
        Path work = folder.resolve("rehearsal");
        images.writeManifest(image, torrent.infoHash(), torrent.pieceLength(), validity, work);
        remove(work);
    }

    /** The files for the nodes of a rollout; a manifest that has expired, or soon will, is signed anew. */
    Campaign.Parcel parcel(RolloutTable.Row row, Image image, Torrents.Torrent torrent, Instant now) throws ProblemException {
        Path own = folder.resolve(Long.toString(row.id()));
        Path manifest = own.resolve("manifest");
        Path signature = own.resolve("manifest.sig");
        try {
            Files.createDirectories(own);
            if (!Files.exists(signature) || expiry(manifest).isBefore(now.plus(FRESH))) {
                images.writeManifest(image, torrent.infoHash(), torrent.pieceLength(), row.validity(), own);
            }
            Path copy = own.resolve("image.torrent");
            Path fresh = own.resolve(".image.torrent");
            Files.copy(torrent.file(), fresh, StandardCopyOption.REPLACE_EXISTING);
            Files.move(fresh, copy, StandardCopyOption.ATOMIC_MOVE);
            String models = image.models().isEmpty() ? "*" : String.join(";", image.models());
            return new Campaign.Parcel(image, models, List.of(manifest, signature, copy));
        } catch (IOException unwritable) {
            throw new ProblemException(new Problem(TEXT.text("folder.unwritable", String.valueOf(unwritable.getMessage())), own.toString(), ""),
                    unwritable);
        }
    }

    private static Instant expiry(Path manifest) throws IOException {
        if (!Files.exists(manifest)) {
            return Instant.MIN;
        }
        try (Stream<String> lines = Files.lines(manifest)) {
            return lines.filter(line -> line.startsWith("expires=")).findFirst().map(line -> Instant.ofEpochSecond(Long.parseLong(line.substring(8))))
                    .orElse(Instant.MIN);
        }
    }

    /** Removes the folders of rollouts that are over. */
    void keepOnly(Set<Long> unfinished) {
        try {
            Files.createDirectories(folder);
            try (Stream<Path> all = Files.list(folder)) {
                all.filter(path -> path.getFileName().toString().matches("[0-9]+"))
                        .filter(path -> !unfinished.contains(Long.parseLong(path.getFileName().toString()))).forEach(Distribution::remove);
            }
        } catch (IOException unreadable) {
            System.getLogger(Distribution.class.getName()).log(System.Logger.Level.WARNING, "not tidied: " + folder, unreadable);
        }
    }

    void remove(long rollout) {
        remove(folder.resolve(Long.toString(rollout)));
    }

    private static void remove(Path tree) {
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException left) {
            System.getLogger(Distribution.class.getName()).log(System.Logger.Level.WARNING, "left behind: " + tree, left);
        }
    }
}
