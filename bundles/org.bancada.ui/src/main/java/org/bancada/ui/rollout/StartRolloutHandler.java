package org.bancada.ui.rollout;

import java.util.List;

import org.bancada.core.Node;
import org.bancada.fleet.Fleet;
import org.bancada.image.Image;
import org.bancada.image.Images;
import org.bancada.remote.HostKeys;
import org.bancada.remote.Remote;
import org.bancada.rollout.Rollouts;
import org.bancada.ui.fleet.FleetCommands;
import org.bancada.ui.kit.OperationJob;
import org.bancada.ui.kit.Services;
import org.bancada.ui.remote.HostKeyGate;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.jface.wizard.WizardDialog;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.handlers.HandlerUtil;

/** Starts a rollout: of the selected image if one is selected, to the selected nodes if some are. */
public final class StartRolloutHandler extends AbstractHandler {

    private record Known(List<Image> images, Fleet fleet, List<Node> selected, Rollouts rollouts, HostKeys keys) {
    }

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        IWorkbenchWindow window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
        ISelection selection = HandlerUtil.getCurrentSelection(event);
        List<String> uuids = FleetCommands.uuids(selection);
        Object first = selection instanceof IStructuredSelection some ? some.getFirstElement() : null;
        OperationJob.compute(window.getShell(), RolloutText.get("finding"), () -> {
            Fleet fleet = Services.need(Fleet.class);
            return new Known(Services.need(Images.class).images(), fleet, uuids.isEmpty() ? List.of() : FleetCommands.nodes(fleet, uuids),
                    Services.need(Rollouts.class), Services.need(Remote.class).hostKeys());
        }, known -> open(window, known, first instanceof Image image ? image : null));
        return null;
    }

    private static void open(IWorkbenchWindow window, Known known, Image image) {
        Shell shell = window.getShell();
        if (known.images().isEmpty()) {
            MessageDialog.openInformation(shell, RolloutText.get("wizard.title"), RolloutText.get("wizard.noImages"));
            return;
        }
        StartRolloutWizard wizard = new StartRolloutWizard(known.images(), image, known.fleet(), known.selected(), known.rollouts());
        WizardDialog dialog = new WizardDialog(shell, wizard) {
            @Override
            public int open() {
                setReturnCode(CANCEL);
                return super.open();
            }

            @Override
            protected void createButtonsForButtonBar(Composite parent) {
                super.createButtonsForButtonBar(parent);
                getButton(IDialogConstants.FINISH_ID).setText(RolloutText.get("wizard.finish"));
                setButtonLayoutData(getButton(IDialogConstants.FINISH_ID));
            }
        };
        dialog.setHelpAvailable(false);
        if (dialog.open() == WizardDialog.OK) {
            StartRolloutWizard.Choice choice = wizard.choice();
            HostKeyGate.pass(shell, known.keys(), choice.targets(), () -> OperationJob.ask(shell,
                    new OperationJob.Wording(RolloutText.get("job.START", choice.image().name()), RolloutText.get("verb.START")),
                    known.rollouts().start(choice.image(), choice.targets(), choice.options()), started -> {
                        FleetCommands.show(window.getActivePage(), RolloutsView.ID);
                        FleetCommands.show(window.getActivePage(), RolloutView.ID);
                        if (window.getActivePage().findView(RolloutsView.ID) instanceof RolloutsView view) {
                            view.select(started.id());
                        }
                    }));
        }
    }
}
