package org.bancada.ui.alert;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

import org.bancada.alert.AlertDelivery;
import org.bancada.alert.Delivery;
import org.bancada.alert.MailTarget;
import org.bancada.core.Operation;
import org.bancada.core.ProblemException;
import org.bancada.ui.kit.OperationJob;
import org.bancada.ui.kit.Services;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.preference.PreferencePage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchPreferencePage;
import org.eclipse.ui.PlatformUI;

/** Who is told of alerts besides the workbench: by e-mail, by a webhook; each can be tried before. */
public final class DeliveryPreferencePage extends PreferencePage implements IWorkbenchPreferencePage {
    private final Optional<AlertDelivery> delivery = Services.find(AlertDelivery.class);
    private MailFields mail;
    private WebhookFields webhook;

    /** What a look at the settings finds. */
    private record Found(Optional<MailTarget> mail, boolean password, Optional<URI> webhook, boolean secret) {
    }

    @Override
    public void init(IWorkbench workbench) {
        noDefaultAndApplyButton();
    }

    @Override
    protected Control createContents(Composite parent) {
        Composite body = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().applyTo(body);
        mail = new MailFields(body, delivery, this::check);
        webhook = new WebhookFields(body, delivery, this::check);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(mail);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(webhook);
        delivery.ifPresent(known -> OperationJob.compute(getShell(), AlertText.get("settings.reading"), () -> new Found(known.mail(),
                known.hasSecret(Delivery.Way.MAIL), known.webhook(), known.hasSecret(Delivery.Way.WEBHOOK)), this::show));
        return body;
    }

    private void show(Found found) {
        if (!mail.isDisposed()) {
            mail.show(found.mail(), found.password());
            webhook.show(found.webhook(), found.secret());
        }
    }

    private void check() {
        if (mail != null && webhook != null) {
            String wrong = mail.wrong().or(webhook::wrong).orElse(null);
            setErrorMessage(wrong);
            setValid(wrong == null);
        }
    }

    @Override
    public boolean performOk() {
        if (mail == null) {
            return true; // the page was never shown
        }
        try {
            Deque<Operation<Void>> changes = new ArrayDeque<>();
            mail.change().ifPresent(changes::add);
            webhook.change().ifPresent(changes::add);
            // The window's shell: the one of this dialog closes now.
            ask(PlatformUI.getWorkbench().getActiveWorkbenchWindow().getShell(), changes);
            return true;
        } catch (ProblemException unreadable) {
            setErrorMessage(unreadable.problem().line());
            return false;
        }
    }

    /** One after the other. */
    private static void ask(Shell shell, Deque<Operation<Void>> changes) {
        Operation<Void> next = changes.poll();
        if (next != null) {
            OperationJob.ask(shell, new OperationJob.Wording(AlertText.get("settings.use"), AlertText.get("settings.use.verb")), next,
                    done -> ask(shell, changes));
        }
    }
}
