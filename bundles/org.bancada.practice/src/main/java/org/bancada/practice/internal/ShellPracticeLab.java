package org.bancada.practice.internal;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.bancada.core.DataFolder;
import org.bancada.core.Operation;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.practice.PracticeLab;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The practice lab in {@code DATA/practice-lab}, run by the script {@code practice-lab/bin/lab} of this installation. */
@Component(service = PracticeLab.class)
public final class ShellPracticeLab implements PracticeLab {
    /** Framework or system property: the folder of this installation, which holds practice-lab and node-scripts. */
    static final String HOME = "bancada.home";
    /** As the script knows them, in the order in which people are offered them. */
    private static final List<String> FAULTS = List.of("off", "slow", "disk-full", "guest-open", "host-key", "half-ram", "wifi-only",
            "chassis-opened", "clock-wrong");

    private final LabScript script;

    @Activate
    public ShellPracticeLab(@Reference DataFolder data, BundleContext context) {
        this(data.root().resolve("practice-lab"), context.getProperty(HOME));
    }

    /** @param home folder of the installation, or null when nobody said where it is: then every action says so */
    ShellPracticeLab(Path lab, String home) {
        this.script = new LabScript(home == null ? null : Path.of(home), lab);
    }

    @Override
    public Operation<List<PracticeNode>> start(int nodes, Setup setup) {
        return new StartLab(script, nodes, setup);
    }

    @Override
    public Operation<Void> stop() {
        return new StopLab(script);
    }

    @Override
    public List<PracticeNode> status() throws ProblemException {
        return read().nodes();
    }

    @Override
    public Optional<InetSocketAddress> wakeTarget() throws ProblemException {
        return read().wakeTarget();
    }

    @Override
    public String user() {
        return System.getProperty("user.name");
    }

    @Override
    public Operation<Void> fault(String node, String kind, boolean clear) {
        return new ChangeFault(script, node, kind, clear);
    }

    @Override
    public List<String> faults() {
        return FAULTS;
    }

    private LabStatus read() throws ProblemException {
        return script.status(Progress.none());
    }
}
