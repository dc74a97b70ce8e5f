package org.bancada.image;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

import org.bancada.core.Operation;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;

/** The catalogue of base images, and the signer of their manifests. */
public interface Images {

    /** Newest version first within a name. */
    List<Image> images();

    /** @param reference a digest or the unique beginning of one (8 or more characters), an id, a name (the newest version is meant), or {@code name@version} */
    Optional<Image> find(String reference);

    /** Where the master copy lies; read-only for everybody. */
    Path file(Image image);

    /**
     * Copies a raw or qcow2 file into the catalogue, computing its digest on the way. The same content twice is one image; the same name and
     * version with other content is refused, so that a version means one content.
     */
    Operation<Image> importFile(ImportRequest request);

    /** Removes an image from the catalogue and its file from the disk; the plan is empty and says why while somebody needs it. */
    Operation<Void> remove(Image image);

    /**
     * Keeps images from being removed while somebody needs them.
     *
     * @param users what needs an image now, each a few words for people; empty when nothing does. Called when a removal is planned and when it runs
     */
    Progress.Registration keep(Function<Image, List<String>> users);

    /**
     * Writes {@code manifest} and {@code manifest.sig} for one distribution of an image into {@code folder}.
     *
     * @param infoHash lower-case hex SHA-1 of the torrent's info dictionary
     * @param pieceLength bytes of the torrent's pieces
     * @param validity from now
     */
    void writeManifest(Image image, String infoHash, int pieceLength, Duration validity, Path folder) throws ProblemException;

    /** What is wrong with the master copy, as far as can be seen at once (it is gone, its size is another); empty when nothing is. */
    Optional<Problem> fault(Image image);

    /**
     * Makes sure that the master copy's content still has its digest. Reads the whole file only when somebody touched it since the last time.
     *
     * @throws ProblemException when it has not, or the file cannot be read
     */
    void verify(Image image, Progress progress) throws ProblemException;

    /** The line that nodes keep in {@code /etc/bancada/allowed_signers}; makes the lab's release key on first use. */
    String allowedSigners() throws ProblemException;

    /** The keys behind {@link #allowedSigners}, and their rotation. */
    SigningKeys signingKeys();

    Progress.Registration onChange(Consumer<List<Image>> listener);

    /** @param models DMI product names that it fits; empty means all */
    record ImportRequest(Path file, String name, String ostype, String version, List<String> models) {
        public ImportRequest {
            models = List.copyOf(models);
        }
    }

    /** When a manifest made now for {@code validity} expires. */
    static Instant expiry(Instant now, Duration validity) {
        return now.plus(validity);
    }
}
