package org.bancada.app.internal;

import java.util.List;

import org.bancada.core.Messages;
import org.bancada.rollout.Rollout;
import org.bancada.rollout.RolloutState;
import org.bancada.rollout.Rollouts;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;

/** Asks before the workbench ends, but only while a rollout is running: nobody else loses anything. */
final class ExitQuestion {
    private static final Messages MESSAGES = Messages.beside(ExitQuestion.class);

    boolean mayExit() {
        long running = running();
        if (running == 0) {
            return true;
        }
        IWorkbenchWindow window = PlatformUI.getWorkbench().getActiveWorkbenchWindow();
        return new MessageDialog(window == null ? null : window.getShell(), MESSAGES.text("exit.title"), null, MESSAGES.text("exit.running", running),
                MessageDialog.QUESTION, 1, MESSAGES.text("exit.leave"), MESSAGES.text("exit.stay")).open() == 0;
    }

    private static long running() {
        return Service.find(Rollouts.class).map(Rollouts::list).orElse(List.of()).stream().map(Rollout::state).filter(RolloutState.RUNNING::equals)
                .count();
    }
}
