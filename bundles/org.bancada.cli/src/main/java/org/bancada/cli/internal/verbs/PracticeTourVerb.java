package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.bancada.cli.Invocation;
import org.bancada.cli.ShownProgress;
import org.bancada.cli.Verb;
import org.bancada.core.DataFolder;
import org.bancada.core.Node;
import org.bancada.core.Operation;
import org.bancada.core.ProblemException;
import org.bancada.fleet.Fleet;
import org.bancada.image.Image;
import org.bancada.image.Images;
import org.bancada.practice.PracticeLab.PracticeNode;
import org.bancada.rollout.Rollout;
import org.bancada.rollout.RolloutOptions;
import org.bancada.rollout.RolloutState;
import org.bancada.rollout.Rollouts;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The main job from beginning to end on a practice lab: nodes start and report, an image is made, imported and rolled out, and followed. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=practice tour")
public final class PracticeTourVerb implements Verb {
    @Option(names = "--nodes", paramLabel = "N", descriptionKey = "nodes", defaultValue = "6")
    private int count;

    @Option(names = "--no-window", descriptionKey = "no-window")
    private boolean noWindow;

    @Option(names = "--json", descriptionKey = "json")
    private boolean json;

    @Override
    public int run(Invocation invocation) throws ProblemException, IOException {
        if (!noWindow && !invocation.engines().showInWorkbench()) {
            say(invocation, "tour.no.window");
        }
        List<PracticeNode> practice = startLab(invocation);
        Image image = makeImage(invocation);
        say(invocation, "image.imported", image.name(), image.version(), Sizes.text(image.size(), invocation.locale()), image.sha256());
        List<String> uuids = practice.stream().map(PracticeNode::uuid).toList();
        List<Node> nodes = invocation.engines().get(Fleet.class).nodes().stream().filter(n -> uuids.contains(n.uuid())).toList();
        Operation<Rollout> start = invocation.engines().get(Rollouts.class).start(image, nodes, RolloutOptions.defaults("*"));
        Rollout rollout = run(start, invocation);
        say(invocation, "tour.rollout", rollout.id(), nodes.size());
        return new RolloutFollower(invocation, json).follow(rollout, RolloutState.COMPLETED);
    }

    private List<PracticeNode> startLab(Invocation invocation) throws ProblemException {
        List<PracticeNode> practice = run(new PracticeStart(count, invocation), invocation);
        say(invocation, "tour.lab", practice.size());
        return practice;
    }

    private Image makeImage(Invocation invocation) throws ProblemException, IOException {
        Images images = invocation.engines().get(Images.class);
        int version = 1 + images.images().stream().filter(i -> i.name().equals(TourImage.NAME) && i.version().matches("[0-9]{1,8}"))
                .mapToInt(i -> Integer.parseInt(i.version())).max().orElse(0);
        Path folder = Files.createTempDirectory(invocation.engines().get(DataFolder.class).temporary(), "tour");
        try {
            Path file = TourImage.make(folder, version, invocation);
            return run(images.importFile(new Images.ImportRequest(file, TourImage.NAME, "other", Integer.toString(version), List.of())), invocation);
        } finally {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    private <T> T run(Operation<T> operation, Invocation invocation) throws ProblemException {
        try (ShownProgress progress = new ShownProgress(invocation, !json)) {
            return operation.run(operation.plan(), progress);
        }
    }

    private void say(Invocation invocation, String key, Object... arguments) {
        if (!json) {
            invocation.terminal().out().println(Words.text(invocation, key, arguments));
        }
    }
}
