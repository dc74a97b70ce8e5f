package org.bancada.ui.metrics;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.bancada.core.Operation;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.fleet.Fleet;
import org.bancada.metrics.Metrics;
import org.bancada.metrics.Prometheus;
import org.bancada.ui.kit.OperationJob;
import org.bancada.ui.kit.Services;
import org.bancada.ui.kit.Trial;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.preference.PreferencePage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchPreferencePage;
import org.eclipse.ui.PlatformUI;

/** Where charts come from: the nodes' own reports, or a Prometheus server, which can be tried before. */
public final class SourcePreferencePage extends PreferencePage implements IWorkbenchPreferencePage {
    private final Optional<Prometheus> prometheus = Services.find(Prometheus.class);
    private Button reports;
    private Button server;
    private Text url;
    private Text user;
    private Text secret;
    private Text instance;
    private Trial trial;
    private Found before;

    /** @param used whether the server is the usual source */
    private record Found(boolean used, Optional<Prometheus.Setup> setup, boolean secret) {
    }

    @Override
    public void init(IWorkbench workbench) {
        noDefaultAndApplyButton();
    }

    @Override
    protected Control createContents(Composite parent) {
        Composite body = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).applyTo(body);
        reports = radio(body, "settings.reports");
        server = radio(body, "settings.prometheus");
        url = field(body, "settings.url", SWT.BORDER);
        user = field(body, "settings.user", SWT.BORDER);
        secret = field(body, "settings.secret", SWT.BORDER | SWT.PASSWORD);
        instance = field(body, "settings.instance", SWT.BORDER);
        url.setMessage("http://prometheus.lab:9090");
        user.setMessage(MetricText.get("settings.user.none"));
        instance.setMessage(Prometheus.USUAL_INSTANCE);
        instance.setToolTipText(MetricText.get("settings.instance.tip", "{name}", "{address}", "{uuid}"));
        trial = new Trial(body, MetricText.get("settings.test"), MetricText.get("settings.testing"), this::typed);
        GridDataFactory.fillDefaults().grab(true, true).span(2, 1).applyTo(trial);
        enable();
        prometheus.ifPresent(known -> OperationJob.compute(getShell(), MetricText.get("settings.reading"), () -> new Found(
                Services.need(Metrics.class).sources().getFirst().equals(Prometheus.NAME), known.setup(), known.hasSecret()), this::show));
        return body;
    }

    private Button radio(Composite body, String key) {
        Button radio = new Button(body, SWT.RADIO);
        radio.setText(MetricText.get(key));
        GridDataFactory.swtDefaults().span(2, 1).applyTo(radio);
        radio.addListener(SWT.Selection, e -> enable());
        return radio;
    }

    private Text field(Composite body, String key, int style) {
        new Label(body, SWT.NONE).setText(MetricText.get(key));
        Text field = new Text(body, style);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(field);
        field.addListener(SWT.Modify, e -> enable());
        return field;
    }

    private void show(Found found) {
        if (reports.isDisposed()) {
            return;
        }
        found.setup().ifPresent(known -> {
            url.setText(known.url().toString());
            user.setText(known.user());
            instance.setText(known.instance());
        });
        secret.setMessage(found.secret() ? MetricText.get("settings.secret.kept") : "");
        server.setSelection(found.used());
        reports.setSelection(!found.used());
        before = found;
        enable();
    }

    private void enable() {
        if (trial == null) {
            return;
        }
        boolean read = before != null;
        reports.setEnabled(read);
        server.setEnabled(read);
        boolean fields = read && server.getSelection();
        for (Control field : new Control[] {url, user, secret, instance}) {
            field.setEnabled(fields);
        }
        String wrong = null;
        if (fields) {
            try {
                prometheus.orElseThrow().use(setup(), null).plan();
            } catch (ProblemException unreadable) {
                wrong = url.getText().isBlank() ? MetricText.get("settings.url.missing") : unreadable.problem().line();
            }
        }
        setErrorMessage(wrong);
        setValid(wrong == null);
        trial.enable(fields && wrong == null);
    }

    private Prometheus.Setup setup() throws ProblemException {
        try {
            String typed = instance.getText().strip();
            return new Prometheus.Setup(new URI(url.getText().strip()), user.getText().strip(), typed.isEmpty() ? Prometheus.USUAL_INSTANCE : typed);
        } catch (URISyntaxException noAddress) {
            throw new ProblemException(new Problem(MetricText.get("settings.url.wrong", url.getText()), "", MetricText.get("settings.url.missing")));
        }
    }

    /** Null keeps the secret that is kept. */
    private char[] secret() {
        char[] typed = secret.getTextChars();
        return typed.length == 0 ? null : typed;
    }

    private Callable<String> typed() throws ProblemException {
        Prometheus.Setup setup = setup();
        char[] typed = secret();
        return () -> {
            try {
                Prometheus.Check found = prometheus.orElseThrow().test(setup, typed, Services.need(Fleet.class).nodes(), Progress.none());
                String said = MetricText.get("settings.test.good", found.version(), found.matched(), found.nodes());
                return found.unknown().isEmpty() ? said : said + "\n" + MetricText.get("settings.test.unknown", String.join(", ", found.unknown()));
            } finally {
                wipe(typed);
            }
        };
    }

    private static void wipe(char[] secret) {
        if (secret != null) {
            Arrays.fill(secret, '\0');
        }
    }

    @Override
    public boolean performOk() {
        if (before == null) {
            return true; // the page was never shown
        }
        try {
            char[] typed = server.getSelection() ? secret() : null;
            boolean same = server.getSelection() ? before.used() && before.setup().equals(Optional.of(setup())) && typed == null : !before.used();
            if (!same && server.getSelection()) {
                ask(prometheus.orElseThrow().use(setup(), typed));
            } else if (!same) {
                ask(prometheus.orElseThrow().leave());
            }
            wipe(typed);
            return true;
        } catch (ProblemException unreadable) {
            setErrorMessage(unreadable.problem().line());
            return false;
        }
    }

    private static <T> void ask(Operation<T> operation) {
        // The window's shell: the one of this dialog closes now.
        OperationJob.ask(PlatformUI.getWorkbench().getActiveWorkbenchWindow().getShell(),
                new OperationJob.Wording(MetricText.get("settings.use"), MetricText.get("settings.use.verb")), operation, done -> {
                });
    }
}
