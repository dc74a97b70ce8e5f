package org.bancada.ui.alert;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.bancada.alert.AlertDelivery;
import org.bancada.alert.MailTarget;
import org.bancada.core.Operation;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.ui.kit.Trial;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

/** By which mail server alerts go, and to whom. The password is never shown, not even its length. */
final class MailFields extends Composite {
    private static final List<MailTarget.Security> SECURITIES = List.of(MailTarget.Security.STARTTLS, MailTarget.Security.TLS, MailTarget.Security.NONE);
    private static final List<String> PORTS = List.of("587", "465", "25");

    private final Optional<AlertDelivery> delivery;
    private final Runnable changed;
    private final Button wanted;
    private final Text host;
    private final Combo security;
    private final Text port;
    private final Text user;
    private final Text password;
    private final Text from;
    private final Text to;
    private final Trial trial;
    private Optional<MailTarget> before;

    MailFields(Composite parent, Optional<AlertDelivery> delivery, Runnable changed) {
        super(parent, SWT.NONE);
        this.delivery = delivery;
        this.changed = changed;
        GridLayoutFactory.fillDefaults().numColumns(2).applyTo(this);
        wanted = new Button(this, SWT.CHECK);
        wanted.setText(AlertText.get("mail.wanted"));
        wanted.addListener(SWT.Selection, e -> enable());
        GridDataFactory.swtDefaults().span(2, 1).applyTo(wanted);
        host = field("mail.host", SWT.BORDER);
        new Label(this, SWT.NONE).setText(AlertText.get("mail.security"));
        security = new Combo(this, SWT.DROP_DOWN | SWT.READ_ONLY);
        security.setItems(SECURITIES.stream().map(one -> AlertText.get("mail.security." + one)).toArray(String[]::new));
        security.select(0);
        security.addListener(SWT.Selection, e -> enable());
        port = field("mail.port", SWT.BORDER);
        user = field("mail.user", SWT.BORDER);
        password = field("mail.password", SWT.BORDER | SWT.PASSWORD);
        from = field("mail.from", SWT.BORDER);
        to = field("mail.to", SWT.BORDER);
        host.setMessage("smtp.lab.example");
        user.setMessage(AlertText.get("mail.user.none"));
        from.setMessage(AlertText.get("mail.from.usual"));
        to.setMessage(AlertText.get("mail.to.several"));
        trial = new Trial(this, AlertText.get("mail.test"), AlertText.get("mail.testing"), this::typed);
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

    void show(Optional<MailTarget> known, boolean secret) {
        known.ifPresent(target -> {
            host.setText(target.host());
            port.setText(Integer.toString(target.port()));
            security.select(SECURITIES.indexOf(target.security()));
            user.setText(target.user());
            from.setText(target.from());
            to.setText(String.join(", ", target.to()));
        });
        password.setMessage(secret ? AlertText.get("settings.kept") : "");
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
        for (Control field : new Control[] {host, security, port, user, password, from, to}) {
            field.setEnabled(fields);
        }
        port.setMessage(PORTS.get(security.getSelectionIndex()));
        trial.enable(fields && wrong().isEmpty());
        changed.run();
    }

    /** Why this cannot be used. */
    Optional<String> wrong() {
        if (before == null || !wanted.getSelection()) {
            return Optional.empty();
        }
        if (host.getText().isBlank() || to.getText().isBlank()) {
            return Optional.of(AlertText.get("mail.missing"));
        }
        try {
            delivery.orElseThrow().mail(target(), null).plan();
            return Optional.empty();
        } catch (ProblemException unreadable) {
            return Optional.of(unreadable.problem().line());
        }
    }

    private MailTarget target() throws ProblemException {
        String typed = port.getText().strip();
        String number = typed.isEmpty() ? PORTS.get(security.getSelectionIndex()) : typed;
        if (!number.matches("\\d{1,5}")) {
            throw new ProblemException(Problem.of(AlertText.get("mail.port.wrong", typed)));
        }
        List<String> addresses = Arrays.stream(to.getText().split("[,;\\s]+")).filter(one -> !one.isBlank()).toList();
        String sender = from.getText().isBlank() && !addresses.isEmpty() ? addresses.getFirst() : from.getText().strip();
        return new MailTarget(host.getText().strip(), Integer.parseInt(number), SECURITIES.get(security.getSelectionIndex()), user.getText().strip(), sender,
                addresses);
    }

    /** Null keeps the password that is kept. */
    private char[] secret() {
        char[] typed = password.getTextChars();
        return typed.length == 0 ? null : typed;
    }

    private Callable<String> typed() throws ProblemException {
        MailTarget target = target();
        char[] secret = secret();
        return () -> {
            delivery.orElseThrow().test(target, secret, Progress.none());
            return AlertText.get("mail.test.good", String.join(", ", target.to()));
        };
    }

    /** What has to be done for what is typed; empty when nothing was changed. */
    Optional<Operation<Void>> change() throws ProblemException {
        if (before == null) {
            return Optional.empty();
        }
        Optional<MailTarget> target = wanted.getSelection() ? Optional.of(target()) : Optional.empty();
        char[] secret = target.isPresent() ? secret() : null;
        return target.equals(before) && secret == null ? Optional.empty() : Optional.of(delivery.orElseThrow().mail(target.orElse(null), secret));
    }
}
