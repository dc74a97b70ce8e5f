package org.bancada.studio.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.bancada.core.DataFolder;
import org.bancada.core.Facts;
import org.bancada.core.Node;
import org.bancada.core.Operation;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.profile.Models;
import org.bancada.profile.Profile;
import org.bancada.profile.ProfileFile;
import org.bancada.remote.Outcome;
import org.bancada.remote.OutputListener;
import org.bancada.remote.Remote;
import org.bancada.store.AuditLog;
import org.bancada.studio.Studio;
import org.bancada.studio.TrialResult;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The studio on the nodes' scripts and the drop-in folder. */
@Component(service = Studio.class)
public final class ModelStudio implements Studio {
    private final Models models;
    private final Remote remote;
    private final AuditLog audit;
    private final Path folder;

    @Activate
    public ModelStudio(@Reference Models models, @Reference Remote remote, @Reference AuditLog audit, @Reference DataFolder data) {
        this.models = models;
        this.remote = remote;
        this.audit = audit;
        this.folder = data.profiles();
    }

    @Override
    public Facts probe(Node node, Progress cancel) throws ProblemException {
        return new Prober(remote).facts(node, cancel);
    }

    @Override
    public boolean isDropIn(ProfileFile file) {
        return SaveOperation.isIn(folder, file);
    }

    @Override
    public Operation<Path> save(Draft draft) {
        return new SaveOperation(folder, models.library(), audit, draft);
    }

    @Override
    public Operation<Void> remove(ProfileFile file) {
        return new RemoveOperation(folder, models.library(), audit, file);
    }

    @Override
    public Operation<Outcome> push(List<Node> nodes) {
        return new PushOperation(remote, models.library(), nodes);
    }

    @Override
    public Operation<Outcome> setFirmware(List<Node> nodes) {
        return remote.script(FirmwareRun.of(nodes, models.library()), OutputListener.none());
    }

    @Override
    public Operation<TrialResult> bench(Node node, Profile profile, Duration time) {
        return new BenchOperation(remote, audit, node, profile, time);
    }
}
