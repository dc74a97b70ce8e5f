package org.bancada.ui.alert;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.bancada.alert.AlertDelivery;
import org.bancada.core.Operation;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.ui.kit.Trial;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

/** Where alerts are posted to. Of an address that is kept only the host is shown: its path may be a secret. */
final class WebhookFields extends Composite {
    private final Optional<AlertDelivery> delivery;
    private final Runnable changed;
    private final Button wanted;
    private final Text address;
    private final Text secret;
    private final Trial trial;
    private Optional<URI> before;

    WebhookFields(Composite parent, Optional<AlertDelivery> delivery, Runnable changed) {
        super(parent, SWT.NONE);
        this.delivery = delivery;
        this.changed = changed;
        GridLayoutFactory.fillDefaults().numColumns(2).applyTo(this);
        wanted = new Button(this, SWT.CHECK);
        wanted.setText(AlertText.get("webhook.wanted"));
        wanted.addListener(SWT.Selection, e -> enable());
        GridDataFactory.swtDefaults().span(2, 1).applyTo(wanted);
        address = field("webhook.address", SWT.BORDER);
        secret = field("webhook.secret", SWT.BORDER | SWT.PASSWORD);
        address.setMessage("https://host/path");
        trial = new Trial(this, AlertText.get("webhook.test"), AlertText.get("webhook.testing"), this::typed);
        GridDataFactory.fillDefaults().grab(true, true).span(2, 1).applyTo(trial);
        enable();
    }

    private Text field(String key, int style) {
        new Label(this, SWT.NONE).setText(AlertText.get(key));
        Text field = new Text(this, style);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(field);
        field.addListener(SWT.Modify, e -> enable());
        return field;
    }

    void show(Optional<URI> known, boolean signed) {
        known.ifPresent(kept -> address.setMessage(AlertText.get("webhook.kept", kept.getScheme() + "://" + kept.getAuthority())));
        secret.setMessage(AlertText.get(signed ? "settings.kept" : "webhook.secret.none"));
        wanted.setSelection(known.isPresent());
        before = known;
        enable();
    }

    private void enable() {
        if (trial == null) {
            return;
        }
        boolean read = before != null;
        wanted.setEnabled(read);
        boolean fields = read && wanted.getSelection();
        address.setEnabled(fields);
        secret.setEnabled(fields);
        trial.enable(fields && wrong().isEmpty());
        changed.run();
    }

    /** Why this cannot be used. */
    Optional<String> wrong() {
        if (before == null || !wanted.getSelection()) {
            return Optional.empty();
        }
        try {
            delivery.orElseThrow().webhook(target(), null).plan();
            return Optional.empty();
        } catch (ProblemException unreadable) {
            return Optional.of(unreadable.problem().line());
        }
    }

    /** The one that is kept when nothing is typed. */
    private URI target() throws ProblemException {
        String typed = address.getText().strip();
        if (typed.isEmpty()) {
            return before.orElseThrow(() -> new ProblemException(Problem.of(AlertText.get("webhook.missing"))));
        }
        try {
            return new URI(typed);
        } catch (URISyntaxException noAddress) {
            throw new ProblemException(Problem.of(AlertText.get("webhook.wrong")));
        }
    }

    private char[] secret() {
        char[] typed = secret.getTextChars();
        return typed.length == 0 ? null : typed;
    }

    private Callable<String> typed() throws ProblemException {
        URI target = target();
        char[] key = secret();
        return () -> {
            delivery.orElseThrow().test(target, key, Progress.none());
            return AlertText.get("webhook.test.good", target.getHost());
        };
    }

    /** What has to be done for what is typed; empty when nothing was changed. */
    Optional<Operation<Void>> change() throws ProblemException {
        if (before == null) {
            return Optional.empty();
        }
        Optional<URI> target = wanted.getSelection() ? Optional.of(target()) : Optional.empty();
        char[] key = target.isPresent() ? secret() : null;
        return target.equals(before) && key == null ? Optional.empty() : Optional.of(delivery.orElseThrow().webhook(target.orElse(null), key));
    }
}
