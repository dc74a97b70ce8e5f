package org.bancada.ui.rollout;

import java.util.List;

import org.bancada.core.Node;
import org.bancada.fleet.Fleet;
import org.bancada.image.Image;
import org.bancada.rollout.RolloutOptions;
import org.bancada.rollout.Rollouts;
import org.eclipse.jface.wizard.Wizard;

/** Which image, to which nodes, in which waves, when. The plan comes after it. */
final class StartRolloutWizard extends Wizard {
    private final ImagePage image;
    private final TargetsPage targets;
    private final WavesPage waves;
    private final SchedulePage schedule;
    private Choice choice;

    /** What was chosen. */
    record Choice(Image image, List<Node> targets, RolloutOptions options) {
    }

    /**
     * @param chosen the image that is selected at first, may be null
     * @param selected nodes that were selected when the wizard was opened, may be empty
     */
    StartRolloutWizard(List<Image> images, Image chosen, Fleet fleet, List<Node> selected, Rollouts rollouts) {
        image = new ImagePage(images, chosen);
        targets = new TargetsPage(fleet, selected);
        waves = new WavesPage(targets::targets);
        schedule = new SchedulePage(rollouts);
        setWindowTitle(RolloutText.get("wizard.title"));
        setNeedsProgressMonitor(false);
    }

    @Override
    public void addPages() {
        addPage(image);
        addPage(targets);
        addPage(waves);
        addPage(schedule);
    }

    @Override
    public boolean performFinish() {
        choice = new Choice(image.image(), targets.targets(), waves.options(targets.selector()).withSchedule(schedule.schedule()));
        return true;
    }

    /** Null unless the wizard was finished. */
    Choice choice() {
        return choice;
    }
}
