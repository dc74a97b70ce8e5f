package org.bancada.app.internal;

import org.eclipse.jface.action.StatusLineContributionItem;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.application.ActionBarAdvisor;
import org.eclipse.ui.application.IActionBarConfigurer;
import org.eclipse.ui.application.IWorkbenchWindowConfigurer;
import org.eclipse.ui.application.WorkbenchWindowAdvisor;

/** One window: its bars, its first size, and in the status line whether nodes can report. */
final class BancadaWindow extends WorkbenchWindowAdvisor {
    static final Point SIZE = new Point(1400, 900);
    private final StatusLineContributionItem collector = new StatusLineContributionItem("org.bancada.app.collector", 60);
    private ServiceWatch<CollectorListening> watch;

    BancadaWindow(IWorkbenchWindowConfigurer configurer) {
        super(configurer);
    }

    @Override
    public ActionBarAdvisor createActionBarAdvisor(IActionBarConfigurer configurer) {
        return new BancadaMenus(configurer, collector);
    }

    @Override
    public void preWindowOpen() {
        IWorkbenchWindowConfigurer window = getWindowConfigurer();
        window.setInitialSize(SIZE);
        window.setTitle("Bancada");
        window.setShowMenuBar(true);
        window.setShowCoolBar(true);
        window.setShowStatusLine(true);
        window.setShowPerspectiveBar(true);
        window.setShowProgressIndicator(true);
    }

    @Override
    public void postWindowOpen() {
        Display display = getWindowConfigurer().getWindow().getShell().getDisplay();
        watch = new ServiceWatch<>(CollectorListening.class, listening -> {
            Runnable show = () -> collector.setText(listening.state().line());
            Runnable later = () -> {
                if (!display.isDisposed()) {
                    display.asyncExec(show);
                }
            };
            later.run();
            return listening.onChange(later);
        });
    }

    @Override
    public void dispose() {
        if (watch != null) {
            watch.close();
        }
        super.dispose();
    }
}
