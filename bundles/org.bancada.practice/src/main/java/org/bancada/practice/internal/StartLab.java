package org.bancada.practice.internal;

import java.net.InetAddress;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

import org.bancada.core.Operation;
import org.bancada.core.Plan;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.practice.PracticeLab.PracticeNode;
import org.bancada.practice.PracticeLab.Setup;

/** Starts the lab, or finds, repairs and grows the one that is there. */
final class StartLab implements Operation<List<PracticeNode>> {
    private final LabScript script;
    private final int count;
    private final Setup setup;

    StartLab(LabScript script, int count, Setup setup) {
        this.script = script;
        this.count = count;
        this.setup = setup;
    }

    @Override
    public Plan plan() throws ProblemException {
        List<Plan.Step> steps = new ArrayList<>();
        script.planned(count).forEach((node, there) -> steps.add(new Plan.Step(node, Texts.text(there ? "start.found" : "start.new"))));
        return new Plan(Texts.text("start.title", steps.size(), script.lab()), steps, List.of(), List.of());
    }

    @Override
    public List<PracticeNode> run(Plan plan, Progress progress) throws ProblemException {
        progress.begin(plan.title(), plan.steps().size());
        script.run(List.of("start", "-i", "-n", Integer.toString(count)), settings(), progress, line -> {
            if (line.startsWith("node=")) {
                progress.message(line.substring("node=".length()));
                progress.worked(1);
            }
        });
        return script.status(progress).nodes();
    }

    private String settings() {
        StringBuilder settings = new StringBuilder();
        add(settings, "collector", address(setup.collector()));
        add(settings, "authority", setup.authority());
        add(settings, "secret", setup.secret());
        add(settings, "client_key", setup.clientKey());
        add(settings, "allowed_signers", setup.allowedSigners());
        return settings.toString();
    }

    /** One entry a line: a text of several lines becomes several entries and cannot smuggle in another key. */
    private static void add(StringBuilder settings, String key, String text) {
        text.lines().filter(line -> !line.isBlank()).forEach(line -> settings.append(key).append('=').append(line.strip()).append('\n'));
    }

    private static String address(InetSocketAddress collector) {
        InetAddress ip = collector.getAddress();
        String host = ip == null ? collector.getHostString() : ip.getHostAddress();
        return (ip instanceof Inet6Address ? "[" + host + "]" : host) + ":" + collector.getPort();
    }
}
