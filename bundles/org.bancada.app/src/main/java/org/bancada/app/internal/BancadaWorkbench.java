package org.bancada.app.internal;

import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.application.IWorkbenchConfigurer;
import org.eclipse.ui.application.IWorkbenchWindowConfigurer;
import org.eclipse.ui.application.WorkbenchAdvisor;
import org.eclipse.ui.application.WorkbenchWindowAdvisor;
import org.eclipse.ui.commands.ICommandService;

/** The workbench as a whole: first perspective, saved state, the question before it ends. */
final class BancadaWorkbench extends WorkbenchAdvisor {
    private final StartArguments arguments;
    private final Runnable startEngines;
    private boolean idleSeen;
    private ServiceWatch<CollectorListening> collector;

    /** @param startEngines called once, when the window first waits for the user; views show the engines as they come */
    BancadaWorkbench(StartArguments arguments, Runnable startEngines) {
        this.arguments = arguments;
        this.startEngines = startEngines;
    }

    @Override
    public void initialize(IWorkbenchConfigurer configurer) {
        configurer.setSaveAndRestore(arguments.screenshots().isEmpty());
    }

    @Override
    public String getInitialWindowPerspectiveId() {
        return FleetPerspective.ID;
    }

    @Override
    public String getMainPreferencePageId() {
        return PreferencePage.ID;
    }

    @Override
    public WorkbenchWindowAdvisor createWorkbenchWindowAdvisor(IWorkbenchWindowConfigurer configurer) {
        return new BancadaWindow(configurer);
    }

    @Override
    public void eventLoopIdle(Display display) {
        if (!idleSeen) {
            idleSeen = true;
            arguments.startupTrace().ifPresent(file -> StartupTrace.begin(display, file));
            ForeignCommands.remove(PlatformUI.getWorkbench().getService(ICommandService.class));
            startEngines.run();
            collector = new ServiceWatch<>(CollectorListening.class, listening -> {
                listening.begin();
                return () -> { };
            });
            arguments.uiTrace().ifPresent(file -> UiThreadTrace.begin(display, file));
            arguments.screenshots().ifPresent(folder -> new Screenshots(display, folder).begin());
        }
        super.eventLoopIdle(display);
    }

    @Override
    public void postShutdown() {
        if (collector != null) {
            collector.close();
        }
    }

    @Override
    public boolean preShutdown() {
        return arguments.screenshots().isPresent() || new ExitQuestion().mayExit();
    }
}
