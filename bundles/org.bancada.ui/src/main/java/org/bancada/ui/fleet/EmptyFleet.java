package org.bancada.ui.fleet;

import java.net.InetSocketAddress;

import org.bancada.collector.Collector;
import org.bancada.core.DataFolder;
import org.bancada.ui.kit.EmptyState;
import org.bancada.ui.kit.Refresh;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.IWorkbenchPartSite;

/** What the fleet's views say while there is no node: the three ways to get some. */
final class EmptyFleet extends Composite {
    private static final int AGAIN_MS = 2_000;

    EmptyFleet(Composite parent, Collector collector, DataFolder data, IWorkbenchPartSite site) {
        super(parent, SWT.NONE);
        setLayout(new FillLayout());
        EmptyState state = new EmptyState(this, "fleet-large", FleetText.get("empty.title"), FleetText.get("empty.text"));
        state.button(FleetText.get("empty.practice"), () -> FleetCommands.execute(site, FleetCommands.PRACTICE));
        state.button(FleetText.get("empty.import"), () -> FleetCommands.execute(site, FleetCommands.IMPORT));
        String secret = data.keys().resolve("collector.secret").toString();
        String authority = data.keys().resolve("collector.pem").toString();
        Refresh<String> where = new Refresh<>(this, () -> collector.secureAddress().map(a -> FleetText.get("empty.report", url(a), secret, authority))
                .orElseGet(() -> FleetText.get("empty.notListening")), text -> state.text(FleetText.get("empty.title"), text));
        where.now();
        // The collector says nothing when it begins to listen: look again while this is on the screen.
        Runnable again = new Runnable() {
            @Override
            public void run() {
                if (!isDisposed()) {
                    if (isVisible()) {
                        where.now();
                    }
                    getDisplay().timerExec(AGAIN_MS, this);
                }
            }
        };
        getDisplay().timerExec(AGAIN_MS, again);
    }

    private static String url(InetSocketAddress address) {
        boolean anywhere = address.getAddress() != null && address.getAddress().isAnyLocalAddress();
        return "https://" + (anywhere ? FleetText.get("empty.thisComputer") : address.getHostString()) + ":" + address.getPort();
    }

    @Override
    public boolean setFocus() {
        return getChildren()[0].setFocus();
    }
}
