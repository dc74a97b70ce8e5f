package org.bancada.ui.profile;

import java.util.List;

import org.bancada.core.Node;
import org.bancada.fleet.Fleet;
import org.bancada.profile.Models;
import org.bancada.profile.ProfileFile;
import org.bancada.studio.Studio;
import org.bancada.ui.kit.EngineView;
import org.bancada.ui.kit.Services;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.ui.ISaveablePart;

/** The model studio: from a PC to its profile. */
public final class StudioView extends EngineView implements ISaveablePart {
    public static final String ID = "org.bancada.ui.profile.studio";
    private Bench body;
    private StudioActions actions;

    @Override
    protected List<Class<?>> needs() {
        return List.of(Models.class, Studio.class, Fleet.class);
    }

    @Override
    protected Control body(Composite owner, Services engines) {
        actions = new StudioActions(getSite().getShell(), engines.get(Models.class), engines.get(Studio.class), engines.get(Fleet.class));
        body = new Bench(owner, engines.get(Models.class), actions, settings());
        actions.on(body);
        body.onDirty(() -> firePropertyChange(PROP_DIRTY));
        return body;
    }

    /** Asks a node for its facts, and opens the profile that fits it, or a draft. */
    public void probe(Node node) {
        if (hasBody()) {
            actions.probe(node);
        }
    }

    /** Opens a profile, after asking about changes that are not saved. */
    public void open(ProfileFile file) {
        if (hasBody()) {
            actions.open(file);
        }
    }

    @Override
    public boolean isDirty() {
        return hasBody() && body.isDirty();
    }

    @Override
    public void doSave(IProgressMonitor monitor) {
        monitor.setCanceled(!hasBody() || !actions.saveNow());
    }

    @Override
    public void doSaveAs() {
        if (hasBody()) {
            actions.saveAs();
        }
    }

    @Override
    public boolean isSaveAsAllowed() {
        return hasBody() && body.opened().isThere();
    }

    @Override
    public boolean isSaveOnCloseNeeded() {
        return isDirty();
    }
}
