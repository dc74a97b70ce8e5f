package org.bancada.image.internal;

import java.util.List;

import org.bancada.core.ByteSize;
import org.bancada.core.Messages;
import org.bancada.core.Operation;
import org.bancada.core.Plan;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.image.Image;

/** Takes an image out of the catalogue and its master copy off the disk; nodes keep theirs. */
final class RemoveOperation implements Operation<Void> {
    private static final Messages TEXT = Messages.beside(RemoveOperation.class);

    private final ImageCatalogue catalogue;
    private final Image image;

    RemoveOperation(ImageCatalogue catalogue, Image image) {
        this.catalogue = catalogue;
        this.image = image;
    }

    @Override
    public Plan plan() {
        boolean there = catalogue.images().stream().anyMatch(known -> known.sha256().equals(image.sha256()));
        String title = TEXT.text("remove.title", image.name(), image.version());
        List<String> users = catalogue.users(image);
        if (!users.isEmpty()) {
            return new Plan(needed(users), List.of(), List.of(), List.of());
        }
        return there
                ? new Plan(title, List.of(new Plan.Step("", TEXT.text("remove.step", ByteSize.text(image.size())))), List.of(),
                        List.of(TEXT.text("remove.loss", image.name(), image.version())))
                : new Plan(title, List.of(), List.of(), List.of());
    }

    private String needed(List<String> users) {
        return TEXT.text("remove.needed", image.name(), image.version(), String.join(", ", users));
    }

    @Override
    public Void run(Plan plan, Progress progress) throws ProblemException {
        if (!plan.isEmpty()) {
            List<String> users = catalogue.users(image);
            if (!users.isEmpty()) {
                throw new ProblemException(Problem.of(needed(users)));
            }
            String what = "image remove " + image.id() + " version " + image.version() + " " + image.sha256();
            long entry = catalogue.audit.begin(System.getProperty("user.name", ""), what, List.of(), "");
            catalogue.drop(image);
            catalogue.audit.end(entry, "done");
        }
        return null;
    }
}
