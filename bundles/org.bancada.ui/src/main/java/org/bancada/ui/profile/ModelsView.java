package org.bancada.ui.profile;

import java.util.List;

import org.bancada.profile.Models;
import org.bancada.profile.ProfileFile;
import org.bancada.studio.Studio;
import org.bancada.ui.kit.EngineView;
import org.bancada.ui.kit.OperationJob;
import org.bancada.ui.kit.Problems;
import org.bancada.ui.kit.Services;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PartInitException;

/** All machine models, and the profiles with mistakes. */
public final class ModelsView extends EngineView {
    public static final String ID = "org.bancada.ui.profile.models";
    private ModelsTree body;
    private Studio studio;

    @Override
    protected List<Class<?>> needs() {
        return List.of(Models.class, Studio.class);
    }

    @Override
    protected Control body(Composite owner, Services engines) {
        studio = engines.get(Studio.class);
        body = new ModelsTree(owner, engines.get(Models.class), studio::isDropIn, this::open, this::remove);
        selects(body.viewer());
        body.viewer().getTree().addListener(SWT.KeyDown, e -> {
            if (e.keyCode == SWT.DEL) {
                body.chosen().ifPresent(this::remove);
            }
        });
        return body;
    }

    private void open(ProfileFile file) {
        try {
            ((StudioView) getSite().getPage().showView(StudioView.ID, null, IWorkbenchPage.VIEW_ACTIVATE)).open(file);
        } catch (PartInitException failed) {
            Problems.show(getSite().getShell(), failed);
        }
    }

    private void remove(ProfileFile file) {
        OperationJob.ask(getSite().getShell(), new OperationJob.Wording(ModelText.get("remove.job"), ModelText.get("remove.verb")), studio.remove(file), done -> body.now());
    }
}
