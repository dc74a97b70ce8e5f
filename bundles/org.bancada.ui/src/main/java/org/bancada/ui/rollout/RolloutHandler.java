package org.bancada.ui.rollout;

import java.util.List;

import org.bancada.core.ProblemException;
import org.bancada.fleet.Fleet;
import org.bancada.rollout.Rollout;
import org.bancada.rollout.Rollouts;
import org.bancada.ui.fleet.FleetCommands;
import org.bancada.ui.kit.Problems;
import org.bancada.ui.kit.Services;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.IExecutableExtension;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.handlers.HandlerUtil;

/** The commands on a rollout, told apart by what stands behind the colon in {@code plugin.xml}: on the selected one of the list, or the one shown. */
public final class RolloutHandler extends AbstractHandler implements IExecutableExtension {
    private RolloutHeader.Action action;

    @Override
    public void setInitializationData(IConfigurationElement config, String property, Object data) {
        action = RolloutHeader.Action.valueOf(String.valueOf(data));
    }

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        Shell shell = HandlerUtil.getActiveWorkbenchWindowChecked(event).getShell();
        Rollout rollout = chosen(event);
        if (rollout == null) {
            return null;
        }
        List<String> nodes = HandlerUtil.getActivePart(event) instanceof RolloutShown
                ? FleetCommands.uuids(HandlerUtil.getCurrentStructuredSelection(event)) : List.of();
        try {
            RolloutActions actions = new RolloutActions(shell, Services.need(Rollouts.class), Services.need(Fleet.class));
            if (action == RolloutHeader.Action.ROLLBACK && !nodes.isEmpty()) {
                actions.rollbackExactly(rollout, nodes);
            } else {
                action.on(actions, rollout, nodes);
            }
        } catch (ProblemException problem) {
            Problems.show(shell, problem);
        }
        return null;
    }

    /** The rollout that the active part shows, or that is selected in it; null when there is none. */
    static Rollout chosen(ExecutionEvent event) {
        if (HandlerUtil.getActivePart(event) instanceof RolloutShown view) {
            return view.rollout();
        }
        return HandlerUtil.getCurrentStructuredSelection(event).getFirstElement() instanceof Rollout selected ? selected : null;
    }
}
