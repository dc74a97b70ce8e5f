package org.bancada.app.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

import org.bancada.cli.CommandServer;
import org.bancada.core.DataFolder;
import org.bancada.store.OpenDataFolder;
import org.eclipse.core.runtime.Platform;
import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;
import org.eclipse.osgi.service.datalocation.Location;
import org.eclipse.swt.SWTError;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.PlatformUI;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/** The desktop program: takes the data folder, lets the engines start on it, opens the workbench, and gives the folder back. */
public final class Application implements IApplication {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** As in {@code product/desktop/bancada.product}. */
    private static final int ENGINES_LEVEL = 5;
    private static final Integer FAILED = 1;
    private static final Integer USAGE = 2;

    @Override
    public Object start(IApplicationContext context) throws IOException {
        BundleContext bundles = FrameworkUtil.getBundle(Application.class).getBundleContext();
        StartArguments arguments;
        try {
            arguments = StartArguments.of((String[]) context.getArguments().get(IApplicationContext.APPLICATION_ARGS), bundles::getProperty);
        } catch (IllegalArgumentException unusable) {
            System.err.println(unusable.getMessage());
            return USAGE;
        }
        DataGate gate = new DataGate(arguments.data());
        Display display;
        try {
            display = PlatformUI.createDisplay();
        } catch (SWTError | UnsatisfiedLinkError none) {
            System.err.println(DataGate.MESSAGES.text("start.noDisplay", String.valueOf(none.getMessage())));
            return FAILED;
        }
        try {
            return gate.open(display).map(data -> work(data, display, bundles, arguments)).orElse(FAILED);
        } finally {
            display.dispose();
        }
    }

    private static Integer work(OpenDataFolder data, Display display, BundleContext bundles, StartArguments arguments) {
        try (data) {
            placeWorkbenchState(data.folder().root().resolve("workbench"));
            Language.clearStateOfAnother(data.folder());
            arguments.theme().ifPresent(Theme::choose);
            Theme.applyChoice();
            LogBridge bridge = LogBridge.install();
            // The window comes first, then the engines: both at once took longer on two processors than one after the other.
            FutureTask<ServiceRegistration<DataFolder>> registration = new FutureTask<>(() -> startEngines(bundles, data.folder()));
            Thread engines = Thread.ofPlatform().name("engines").unstarted(registration);
            try {
                int code = PlatformUI.createAndRunWorkbench(display, new BancadaWorkbench(arguments, engines::start));
                return code == PlatformUI.RETURN_RESTART ? IApplication.EXIT_RESTART : IApplication.EXIT_OK;
            } finally {
                if (engines.getState() != Thread.State.NEW) {
                    stopEngines(registration);
                }
                bridge.remove();
            }
        }
    }

    /** The bundles of the engines start at a level of their own; what they offer appears when the data folder is registered. */
    private static ServiceRegistration<DataFolder> startEngines(BundleContext bundles, DataFolder folder) throws InterruptedException {
        FrameworkStartLevel framework = bundles.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkStartLevel.class);
        if (framework.getStartLevel() < ENGINES_LEVEL) {
            CountDownLatch reached = new CountDownLatch(1);
            framework.setStartLevel(ENGINES_LEVEL, event -> reached.countDown());
            reached.await();
        }
        return bundles.registerService(DataFolder.class, folder, null);
    }

    /** Commands that other processes handed over end first, then the engines, so that nobody works on the data when the lock goes. */
    private static void stopEngines(FutureTask<ServiceRegistration<DataFolder>> registration) {
        Service.find(CommandServer.class).ifPresent(commands -> commands.finish(PATIENCE));
        try {
            registration.get().unregister();
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException failed) {
            Platform.getLog(Application.class).error("The engines did not start", failed.getCause());
        }
    }

    /** Keeps the workbench's own state beside the lab's data, unless the start script has placed it already. */
    private static void placeWorkbenchState(Path folder) {
        Location location = Platform.getInstanceLocation();
        if (!location.isSet()) {
            try {
                Files.createDirectories(folder);
                location.set(folder.toUri().toURL(), false);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    @Override
    public void stop() {
        if (PlatformUI.isWorkbenchRunning()) {
            PlatformUI.getWorkbench().getDisplay().asyncExec(PlatformUI.getWorkbench()::close);
        }
    }
}
