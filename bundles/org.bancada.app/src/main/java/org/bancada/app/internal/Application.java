package org.bancada.app.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.bancada.core.DataFolder;
import org.eclipse.core.runtime.Platform;
import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;
import org.eclipse.osgi.service.datalocation.Location;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.PlatformUI;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/** The desktop program: takes the data folder, lets the engines start on it, opens the workbench, and gives the folder back. */
public final class Application implements IApplication {

    @Override
    public Object start(IApplicationContext context) throws Exception {
        StartArguments arguments = StartArguments.of((String[]) context.getArguments().get(IApplicationContext.APPLICATION_ARGS),
                FrameworkUtil.getBundle(Application.class).getBundleContext()::getProperty);
        Display display = PlatformUI.createDisplay();
        try {
            DataFolder data = new DataFolder(arguments.data());
            Files.createDirectories(data.root());
            placeWorkbenchState(data.root().resolve("workbench"));
            BundleContext bundles = FrameworkUtil.getBundle(Application.class).getBundleContext();
            ServiceRegistration<DataFolder> registration = bundles.registerService(DataFolder.class, data, null);
            try {
                int code = PlatformUI.createAndRunWorkbench(display, new BancadaWorkbench());
                return code == PlatformUI.RETURN_RESTART ? IApplication.EXIT_RESTART : IApplication.EXIT_OK;
            } finally {
                registration.unregister();
            }
        } finally {
            display.dispose();
        }
    }

    private static void placeWorkbenchState(Path folder) throws IOException {
        Location location = Platform.getInstanceLocation();
        if (!location.isSet()) {
            Files.createDirectories(folder);
            location.set(folder.toUri().toURL(), false);
        }
    }

    @Override
    public void stop() {
        if (PlatformUI.isWorkbenchRunning()) {
            PlatformUI.getWorkbench().getDisplay().asyncExec(PlatformUI.getWorkbench()::close);
        }
    }
}
