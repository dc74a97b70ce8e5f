package org.bancada.ui.profile;

import java.util.List;

import org.bancada.core.Node;
import org.bancada.core.ProblemException;
import org.bancada.studio.Studio;
import org.bancada.ui.fleet.NodesHandler;
import org.bancada.ui.kit.Services;
import org.eclipse.ui.IWorkbenchWindow;

/** Sets the firmware settings of the selected nodes that drifted. */
public final class FirmwareHandler extends NodesHandler {
    @Override
    protected void act(IWorkbenchWindow window, List<Node> nodes) throws ProblemException {
        ModelActions.firmware(window.getShell(), Services.need(Studio.class), nodes);
    }
}
