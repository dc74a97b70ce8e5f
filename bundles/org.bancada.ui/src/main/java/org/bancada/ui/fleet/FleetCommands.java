package org.bancada.ui.fleet;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.bancada.core.Node;
import org.bancada.fleet.Fleet;
import org.bancada.ui.kit.Problems;
import org.eclipse.core.commands.Command;
import org.eclipse.core.commands.ParameterizedCommand;
import org.eclipse.core.commands.common.CommandException;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchPartSite;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.commands.ICommandService;
import org.eclipse.ui.handlers.IHandlerService;

/** The ids of commands on nodes, and what their handlers share. */
public final class FleetCommands {
    /** The context in which keys act on the selected nodes. */
    public static final String KEYS = "org.bancada.ui.nodes";
    public static final String PRACTICE = "org.bancada.ui.fleet.practice";
    public static final String IMPORT = "org.bancada.ui.fleet.import";
    public static final String EDIT = "org.bancada.ui.fleet.edit";
    public static final String RUN = "org.bancada.ui.remote.run";
    /** Parameter of {@link #RUN}: what to propose to run. */
    public static final String RUN_LINE = "org.bancada.ui.remote.run.line";
    public static final String TERMINAL = "org.bancada.ui.remote.terminal";
    public static final String WAKE = "org.bancada.ui.remote.wake";
    public static final String REBOOT = "org.bancada.ui.remote.reboot";

    private FleetCommands() {
    }

    /** Runs a command as if its menu item had been chosen while this part is active. */
    public static void execute(IWorkbenchPartSite site, String command) {
        execute(site, command, Map.of());
    }

    /** The same with values of the command's parameters. */
    public static void execute(IWorkbenchPartSite site, String command, Map<String, String> parameters) {
        site.getPage().activate(site.getPart());
        try {
            Command known = site.getService(ICommandService.class).getCommand(command);
            site.getService(IHandlerService.class).executeCommand(ParameterizedCommand.generateCommand(known, parameters), null);
        } catch (CommandException failure) {
            Problems.show(site.getShell(), failure);
        }
    }

    /** Brings a view to the front, opening it when it is closed. */
    public static void show(IWorkbenchPartSite site, String view) {
        show(site.getPage(), view);
    }

    public static void show(IWorkbenchPage page, String view) {
        try {
            page.showView(view, null, IWorkbenchPage.VIEW_VISIBLE);
        } catch (PartInitException failure) {
            Problems.show(page.getWorkbenchWindow().getShell(), failure);
        }
    }

    /** UUIDs of everything selected that stands for nodes, each once, in order. */
    public static List<String> uuids(ISelection selection) {
        Set<String> uuids = new LinkedHashSet<>();
        if (selection instanceof IStructuredSelection some) {
            for (Object element : some) {
                if (element instanceof Node node) {
                    uuids.add(node.uuid());
                } else if (element instanceof NodeSource source) {
                    uuids.addAll(source.uuids());
                }
            }
        }
        return List.copyOf(uuids);
    }

    /** The nodes with these UUIDs as they are now; those that are gone are left out. */
    public static List<Node> nodes(Fleet fleet, List<String> uuids) {
        List<Node> found = new ArrayList<>();
        Set<String> wanted = Set.copyOf(uuids);
        for (Node node : fleet.nodes()) {
            if (wanted.contains(node.uuid())) {
                found.add(node);
            }
        }
        return found;
    }
}
