package org.bancada.ui.alert;

import java.util.ArrayList;
import java.util.List;

import org.bancada.alert.Alert;
import org.bancada.alert.Alerts;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.ui.fleet.FleetCommands;
import org.bancada.ui.kit.Problems;
import org.bancada.ui.kit.Services;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.notifications.NotificationPopup;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.eclipse.ui.IStartup;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;

/** Pops a notice up in the corner of the screen when a rule has found something while the window is open. */
public final class AlertNotices implements IStartup {
    private static final int NAMED = 3;
    private static final int WIDTH = 320;

    private Services services;
    private Progress.Registration live;
    private Alerts alerts;
    private long told = -1;

    @Override
    public synchronized void earlyStartup() {
        services = new Services(List.of(Alerts.class), this::changed);
        changed();
    }

    private synchronized void changed() {
        if (services == null) {
            return;
        }
        Alerts now = services.missing().isEmpty() ? services.get(Alerts.class) : null;
        if (now == alerts) {
            return;
        }
        if (live != null) {
            live.close();
            live = null;
        }
        alerts = now;
        if (now != null) {
            live = now.onChange(this::look);
            look();
        }
    }

    /** Off the UI thread. */
    private synchronized void look() {
        if (alerts == null) {
            return;
        }
        try {
            List<Alert> all = alerts.alerts(true, told < 0 ? 1 : 100);
            List<Alert> fresh = told < 0 ? List.of() : all.stream().filter(a -> a.id() > told && a.state() == Alert.State.OPEN).toList();
            told = all.isEmpty() ? Math.max(told, 0) : Math.max(told, all.getFirst().id());
            Display display = PlatformUI.isWorkbenchRunning() ? PlatformUI.getWorkbench().getDisplay() : null;
            if (!fresh.isEmpty() && display != null && !display.isDisposed()) {
                display.asyncExec(() -> show(display, fresh));
            }
        } catch (ProblemException failed) {
            Problems.log(failed);
        }
    }

    private static void show(Display display, List<Alert> fresh) {
        List<String> lines = new ArrayList<>(fresh.stream().limit(NAMED).map(AlertNotices::line).toList());
        if (fresh.size() > NAMED) {
            lines.add(AlertText.get("notice.more", fresh.size() - NAMED));
        }
        NotificationPopup.forDisplay(display).title(AlertText.get("notice.title", fresh.size()), true).content(parent -> content(parent, lines)).fadeIn(false).build().open();
    }

    private static Control content(Composite parent, List<String> lines) {
        Composite content = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().margins(6, 6).applyTo(content);
        Label text = new Label(content, SWT.WRAP);
        text.setText(String.join("\n", lines).replace("&", "&&"));
        GridDataFactory.fillDefaults().grab(true, true).hint(WIDTH, SWT.DEFAULT).applyTo(text);
        Link link = new Link(content, SWT.NONE);
        link.setText("<a>" + AlertText.get("notice.show") + "</a>");
        link.addListener(SWT.Selection, e -> {
            IWorkbenchWindow window = PlatformUI.getWorkbench().getActiveWorkbenchWindow();
            IWorkbenchWindow any = window != null ? window : PlatformUI.getWorkbench().getWorkbenchWindows()[0];
            FleetCommands.show(any.getActivePage(), AlertsView.ID);
            content.getShell().close();
        });
        return content;
    }

    private static String line(Alert alert) {
        String where = alert.room().isEmpty() ? String.join(", ", alert.causes().stream().filter(c -> !c.isEmpty()).limit(NAMED).toList()) : alert.room();
        return alert.rule() + (where.isEmpty() ? "" : ": " + where);
    }
}
