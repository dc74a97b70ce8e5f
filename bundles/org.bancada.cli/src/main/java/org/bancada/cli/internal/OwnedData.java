package org.bancada.cli.internal;

import java.nio.file.Path;
import java.time.Duration;

import org.bancada.cli.CommandServer;
import org.bancada.core.DataFolder;
import org.bancada.core.Messages;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.store.DataFolders;
import org.bancada.store.OpenDataFolder;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/** The engines of a process that takes the data folder when a command first needs it, and gives it up when the command is over. */
final class OwnedData implements HeldEngines {
    private static final Messages TEXT = Messages.beside(OwnedData.class);
    private static final int OPEN_ATTEMPTS = 100;
    private static final long PAUSE_MILLIS = 50;
    private static final Duration PATIENCE = Duration.ofDays(1);
    private static final Duration SHORT_PATIENCE = Duration.ofSeconds(5);
    private static final String COMMAND = "command";
    private static final String STATION = "station";

    private final BundleContext context;
    private final HeldServices services;
    private final Path home;
    private final Path root;
    private final Progress progress;
    private OpenDataFolder open;
    private ServiceRegistration<DataFolder> registration;
    private String kind = COMMAND;

    /**
     * @param home where the program is installed
     * @param root the data folder
     * @param progress says when the person wants this process to end
     */
    OwnedData(BundleContext context, Path home, Path root, Progress progress) {
        this.context = context;
        services = new HeldServices(context);
        this.home = home;
        this.root = root;
        this.progress = progress;
    }

    @Override
    public <T> T get(Class<T> type) throws ProblemException {
        take();
        return services.get(type);
    }

    @Override
    public boolean stay() throws ProblemException {
        take();
        return kind.equals(STATION);
    }

    @Override
    public synchronized void takeAsStation() throws ProblemException {
        kind = STATION;
        take();
    }

    @Override
    public boolean showInWorkbench() throws ProblemException {
        if (DataFolders.owner(root).isEmpty() && !Workbench.open(home, root, progress)) {
            return false;
        }
        throw new DataInUseException(new ProblemException(Problem.of(TEXT.text("workbench.no.answer"))));
    }

    @Override
    public synchronized OpenDataFolder takeForRepair() throws ProblemException {
        if (open == null) {
            open = open();
        }
        return open;
    }

    private synchronized void take() throws ProblemException {
        if (open != null) {
            return;
        }
        OpenDataFolder taken = open();
        try {
            taken.checkDatabase();
        } catch (ProblemException damaged) {
            taken.close();
            throw damaged;
        }
        open = taken;
        registration = context.registerService(DataFolder.class, taken.folder(), null);
    }

    /** The owner's name is written a moment after its lock is taken, and its lock given up a moment after its name: look again for a while. */
    private OpenDataFolder open() throws ProblemException {
        for (int attempt = 1;; attempt++) {
            try {
                return DataFolders.open(root, kind);
            } catch (ProblemException failed) {
                if (DataFolders.owner(root).isPresent()) {
                    throw new DataInUseException(failed);
                }
                boolean unusable = failed.getCause() != null;
                if (unusable || attempt == OPEN_ATTEMPTS) {
                    throw failed;
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets the commands of other processes end, then gives the data folder up; harmless when it was never taken. */
    @Override
    public void close() {
        OpenDataFolder taken;
        synchronized (this) {
            taken = open;
            open = null;
        }
        if (taken == null) {
            return;
        }
        finishOthers();
        services.close();
        if (registration != null) {
            registration.unregister();
        }
        taken.close();
    }

    private void finishOthers() {
        ServiceReference<CommandServer> reference = context.getServiceReference(CommandServer.class);
        if (reference == null) {
            return;
        }
        CommandServer server = context.getService(reference);
        try (Progress.Registration asked = progress.onCancel(() -> server.finish(SHORT_PATIENCE))) {
            server.finish(PATIENCE);
        }
    }
}
