package org.bancada.image.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import org.bancada.core.ByteSize;
import org.bancada.core.DataFolder;
import org.bancada.core.Messages;
import org.bancada.core.NaturalOrder;
import org.bancada.core.Operation;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.image.Image;
import org.bancada.image.Images;
import org.bancada.image.SigningKeys;
import org.bancada.store.AuditLog;
import org.bancada.store.Database;

/** The catalogue: rows in the database, master copies in the data folder, both checked against each other when it starts. */
@Component
public final class ImageCatalogue implements Images {
    private static final System.Logger LOG = System.getLogger(ImageCatalogue.class.getName());
    private static final Messages TEXT = Messages.beside(ImageCatalogue.class);
    private static final Comparator<Image> ORDER = Comparator.comparing(Image::name, NaturalOrder.INSTANCE).thenComparing(
            Comparator.comparing((Image image) -> new ImageVersion(image.version())).reversed());

    final MasterFiles files;
    final AuditLog audit;
    final InstantSource clock;
    private final ImageTable table;
    private final ReleaseKeys keys;
    private final KeyRotation signingKeys;
    private final Set<Function<Image, List<String>>> keepers = new CopyOnWriteArraySet<>();
    private final Set<Consumer<List<Image>>> listeners = new CopyOnWriteArraySet<>();
    private volatile List<Image> images;

    @Activate
    public ImageCatalogue(@Reference DataFolder folder, @Reference Database database, @Reference AuditLog audit) throws ProblemException {
        this(folder, database, audit, InstantSource.system(), ImageCatalogue::usableBytes);
    }

    ImageCatalogue(DataFolder folder, Database database, AuditLog audit, InstantSource clock, ToLongFunction<Path> freeBytes)
            throws ProblemException {
        this.audit = audit;
        this.clock = clock;
        files = new MasterFiles(folder.images(), freeBytes);
        keys = new ReleaseKeys(folder.keys());
        signingKeys = new KeyRotation(this, keys, folder.keys());
        table = new ImageTable(database);
        try {
            files.prepare();
        } catch (IOException unwritable) {
            throw new ProblemException(new Problem(TEXT.text("master.unwritable", DiskFile.reason(unwritable)), folder.images().toString(), ""),
                    unwritable);
        }
        images = sorted(table.all());
        for (Image image : images) {
            fault(image).ifPresent(problem -> LOG.log(System.Logger.Level.WARNING, problem.line()));
        }
    }

    private static long usableBytes(Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException unknown) {
            LOG.log(System.Logger.Level.WARNING, "free space of " + folder, unknown);
            return Long.MAX_VALUE / 2;
        }
    }

    private static List<Image> sorted(List<Image> unsorted) {
        return unsorted.stream().sorted(ORDER).toList();
    }

    @Override
    public List<Image> images() {
        return images;
    }

    @Override
    public Optional<Image> find(String reference) {
        String wanted = reference.strip();
        String digest = wanted.toLowerCase(Locale.ROOT);
        if (digest.matches("[0-9a-f]{8,64}")) {
            List<Image> beginning = images.stream().filter(image -> image.sha256().startsWith(digest)).toList();
            if (beginning.size() == 1) {
                return Optional.of(beginning.getFirst());
            }
        }
        Optional<Image> newest = images.stream().filter(image -> isNamed(image, wanted)).findFirst();
        int at = wanted.lastIndexOf('@');
        if (newest.isPresent() || at < 0) {
            return newest;
        }
        return ImageVersion.parse(wanted.substring(at + 1)).flatMap(version -> images.stream()
                .filter(image -> isNamed(image, wanted.substring(0, at)) && new ImageVersion(image.version()).compareTo(version) == 0).findFirst());
    }

    private static boolean isNamed(Image image, String name) {
        return image.id().equals(name) || image.name().equalsIgnoreCase(name);
    }

    @Override
    public Path file(Image image) {
        return files.path(image.sha256());
    }

    @Override
    public Operation<Image> importFile(ImportRequest request) {
        return new ImportOperation(this, request);
    }

    @Override
    public Operation<Void> remove(Image image) {
        return new RemoveOperation(this, image);
    }

    @Override
    public Progress.Registration keep(Function<Image, List<String>> users) {
        Function<Image, List<String>> own = users::apply;
        keepers.add(own);
        return () -> keepers.remove(own);
    }

    /** What needs an image now, for people. */
    List<String> users(Image image) {
        return keepers.stream().flatMap(users -> users.apply(image).stream()).toList();
    }

    @Override
    public void writeManifest(Image image, String infoHash, int pieceLength, Duration validity, Path folder) throws ProblemException {
        Instant now = clock.instant();
        keys.sign(new Manifest(image, infoHash, pieceLength, now, Images.expiry(now, validity)).text(), folder);
    }

    @Override
    public String allowedSigners() throws ProblemException {
        return keys.allowedSigners();
    }

    @Override
    public SigningKeys signingKeys() {
        return signingKeys;
    }

    @Override
    public Optional<Problem> fault(Image image) {
        Path file = file(image);
        try {
            long size = Files.size(file);
            return size == image.size() ? Optional.empty()
                    : Optional.of(new Problem(TEXT.text("master.resized", ByteSize.text(size), ByteSize.text(image.size())), file.toString(),
                            TEXT.text("master.cure")));
        } catch (IOException absent) {
            return Optional.of(new Problem(TEXT.text("master.missing", image.name(), image.version()), file.toString(), TEXT.text("master.cure")));
        }
    }

    @Override
    public void verify(Image image, Progress progress) throws ProblemException {
        Optional<Problem> fault = fault(image);
        if (fault.isPresent()) {
            throw new ProblemException(fault.get());
        }
        String before = files.fingerprint(image.sha256());
        if (before.equals(table.verified(image.sha256()))) {
            return;
        }
        progress.begin(TEXT.text("verify.task", image.name(), image.version()), image.size());
        files.verify(image.sha256(), progress);
        table.verified(image.sha256(), before);
    }

    @Override
    public Progress.Registration onChange(Consumer<List<Image>> listener) {
        Consumer<List<Image>> own = listener::accept;
        listeners.add(own);
        return () -> listeners.remove(own);
    }

    /**
     * Takes a complete copy into the catalogue.
     *
     * @return what the catalogue holds now; the image that was there before when the content is the same
     */
    synchronized Image add(Image image, MasterFiles.Copy copy) throws ProblemException {
        Optional<Image> same = images.stream().filter(known -> known.sha256().equals(image.sha256())).findFirst();
        refuseClash(image.id(), image.version(), image.sha256(), same);
        if (same.isPresent()) {
            if (fault(same.get()).isPresent()) {
                copy.keep();
                table.verified(image.sha256(), files.fingerprint(image.sha256()));
            }
            return same.get();
        }
        copy.keep();
        table.insert(image, files.fingerprint(image.sha256()));
        images = sorted(table.all());
        tell();
        return image;
    }

    private void refuseClash(String id, String version, String sha256, Optional<Image> same) throws ProblemException {
        if (same.isPresent() && !(same.get().id().equals(id) && sameVersion(same.get(), version))) {
            throw new ProblemException(new Problem(TEXT.text("import.known", same.get().name(), same.get().version()), "", ""));
        }
        Optional<Image> taken = images.stream().filter(known -> known.id().equals(id) && sameVersion(known, version)).findFirst();
        if (taken.isPresent() && !taken.get().sha256().equals(sha256)) {
            throw new ProblemException(new Problem(TEXT.text("import.taken", taken.get().name(), version), "", TEXT.text("import.taken.cure")));
        }
    }

    static boolean sameVersion(Image image, String version) {
        return new ImageVersion(image.version()).compareTo(new ImageVersion(version)) == 0;
    }

    synchronized void drop(Image image) throws ProblemException {
        table.delete(image.sha256());
        files.delete(image.sha256());
        images = sorted(table.all());
        tell();
    }

    private void tell() {
        List<Image> now = images;
        for (Consumer<List<Image>> listener : listeners) {
            try {
                listener.accept(now);
            } catch (RuntimeException broken) {
                LOG.log(System.Logger.Level.WARNING, "a listener failed", broken);
            }
        }
    }
}
