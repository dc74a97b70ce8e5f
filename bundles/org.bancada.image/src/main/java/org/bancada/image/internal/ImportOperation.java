package org.bancada.image.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;

import org.bancada.core.ByteSize;
import org.bancada.core.Messages;
import org.bancada.core.Operation;
import org.bancada.core.Plan;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.image.Image;
import org.bancada.image.Images.ImportRequest;

/** Copies one file into the catalogue. The digest is known only when every byte has been read. */
final class ImportOperation implements Operation<Image> {
    private static final Messages TEXT = Messages.beside(ImportOperation.class);

    private final ImageCatalogue catalogue;
    private final ImportRequest asked;

    ImportOperation(ImageCatalogue catalogue, ImportRequest asked) {
        this.catalogue = catalogue;
        this.asked = asked;
    }

    @Override
    public Plan plan() throws ProblemException {
        ImportRequest request = ImageName.check(asked);
        DiskFile.requireRegular(request.file());
        String format = DiskFile.format(request.file());
        long size = size(request.file());
        long virtualSize = QemuImg.virtualSize(request.file(), format, Progress.none());
        catalogue.files.requireRoom(size);
        String models = request.models().isEmpty() ? TEXT.text("import.models.all") : String.join(", ", request.models());
        return new Plan(TEXT.text("import.title", request.name(), request.version()),
                List.of(new Plan.Step("", TEXT.text("import.copy", request.file().toString(), format, ByteSize.text(size), ByteSize.text(virtualSize))),
                        new Plan.Step("", TEXT.text("import.digest")),
                        new Plan.Step("", TEXT.text("import.free", ByteSize.text(catalogue.files.free() - size), models))),
                List.of(), List.of());
    }

    @Override
    public Image run(Plan plan, Progress progress) throws ProblemException {
        ImportRequest request = ImageName.check(asked);
        long entry = catalogue.audit.begin(System.getProperty("user.name", ""), "image import " + ImageName.id(request.name()) + " version "
                + request.version() + " from " + request.file(), List.of(), "");
        String result = "failed";
        try {
            Image image = take(request, progress);
            result = "done: " + image.sha256();
            return image;
        } catch (CancellationException stopped) {
            result = "cancelled";
            throw stopped;
        } catch (ProblemException failed) {
            result = "failed: " + failed.getMessage();
            throw failed;
        } finally {
            catalogue.audit.end(entry, result);
        }
    }

    private Image take(ImportRequest request, Progress progress) throws ProblemException {
        DiskFile.requireRegular(request.file());
        String format = DiskFile.format(request.file());
        progress.begin(TEXT.text("import.title", request.name(), request.version()), size(request.file()));
        try (MasterFiles.Copy copy = catalogue.files.copy(request.file(), progress)) {
            progress.message(TEXT.text("import.check"));
            long virtualSize = examine(copy, request.file(), format, progress);
            progress.check();
            return catalogue.add(new Image(copy.sha256, ImageName.id(request.name()), request.name(), request.ostype(), request.version(), format,
                    copy.size, virtualSize, request.models(), catalogue.clock.instant()), copy);
        }
    }

    /** The copy is what will be rolled out, so the copy is what counts; a problem names the file that the person knows. */
    private static long examine(MasterFiles.Copy copy, Path source, String format, Progress progress) throws ProblemException {
        try {
            DiskFile.format(copy.file);
            return QemuImg.virtualSize(copy.file, format, progress);
        } catch (ProblemException refused) {
            Problem problem = refused.problem();
            throw new ProblemException(new Problem(problem.what(), source.toString(), problem.cure()), refused);
        }
    }

    private static long size(Path file) throws ProblemException {
        try {
            return Files.size(file);
        } catch (IOException unreadable) {
            throw new ProblemException(new Problem(TEXT.text("file.unreadable", DiskFile.reason(unreadable)), file.toString(), ""), unreadable);
        }
    }
}
