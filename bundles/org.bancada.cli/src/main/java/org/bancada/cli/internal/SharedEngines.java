package org.bancada.cli.internal;

import org.bancada.core.DataFolder;
import org.bancada.core.Messages;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.store.DataFolders;
import org.bancada.store.OpenDataFolder;
import org.osgi.framework.BundleContext;

/** The engines of this process, lent to the command of another one. */
final class SharedEngines implements HeldEngines {
    private static final Messages TEXT = Messages.beside(SharedEngines.class);

    private final HeldServices services;
    private final DataFolder folder;

    SharedEngines(BundleContext context, DataFolder folder) {
        services = new HeldServices(context);
        this.folder = folder;
    }

    @Override
    public <T> T get(Class<T> type) throws ProblemException {
        return services.get(type);
    }

    @Override
    public boolean stay() {
        return DataFolders.owner(folder.root()).filter(owner -> !owner.kind().equals("command")).isPresent();
    }

    @Override
    public void takeAsStation() throws ProblemException {
        DataFolders.Owner owner = DataFolders.owner(folder.root()).filter(o -> !o.kind().equals("command")).orElseThrow(TryAgainException::new);
        throw new ProblemException(new Problem(TEXT.text("station.owned", owner.kind(), Long.toString(owner.pid())), folder.root().toString(), ""));
    }

    @Override
    public boolean showInWorkbench() {
        return stay();
    }

    @Override
    public OpenDataFolder takeForRepair() throws ProblemException {
        long pid = DataFolders.owner(folder.root()).map(DataFolders.Owner::pid).orElse(ProcessHandle.current().pid());
        throw new ProblemException(new Problem(TEXT.text("repair.owned", Long.toString(pid)), folder.root().toString(), TEXT.text("repair.owned.cure")));
    }

    @Override
    public void close() {
        services.close();
    }
}
