package org.bancada.ui.log;

import java.util.Arrays;
import java.util.Optional;

import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.log.ClusterAddress;
import org.bancada.log.ConnectionCheck;
import org.bancada.log.StoreChoice;
import org.bancada.log.UseStore;
import org.bancada.store.AuditLog;
import org.bancada.ui.kit.OperationJob;
import org.bancada.ui.kit.Services;
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

/** Where log events are kept: in the embedded index, or in an Elasticsearch, which can be tried before. */
public final class StorePreferencePage extends PreferencePage implements IWorkbenchPreferencePage {
    private static final int WIDTH = 420;

    private final Optional<StoreChoice> choice = Services.find(StoreChoice.class);
    private Button embedded;
    private Button elastic;
    private Text url;
    private Text index;
    private Text user;
    private Text password;
    private Text fingerprint;
    private Button test;
    private Text result;
    private Optional<ClusterAddress> before = Optional.empty();
    private boolean read;

    /** What a look at the settings finds. */
    private record Found(Optional<ClusterAddress> cluster, boolean secret) {
    }

    @Override
    public void init(IWorkbench workbench) {
        noDefaultAndApplyButton();
    }

    @Override
    protected Control createContents(Composite parent) {
        Composite body = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).applyTo(body);
        embedded = radio(body, "store.embedded");
        elastic = radio(body, "store.elastic");
        url = field(body, "store.url", SWT.BORDER);
        index = field(body, "store.index", SWT.BORDER);
        user = field(body, "store.user", SWT.BORDER);
        password = field(body, "store.password", SWT.BORDER | SWT.PASSWORD);
        fingerprint = field(body, "store.fingerprint", SWT.BORDER);
        url.setMessage("https://host:9200");
        index.setMessage(ClusterAddress.USUAL_INDEX);
        user.setMessage(LogText.get("store.user.none"));
        fingerprint.setMessage("SHA-256");
        test = new Button(body, SWT.PUSH);
        test.setText(LogText.get("store.test"));
        GridDataFactory.swtDefaults().span(2, 1).applyTo(test);
        test.addListener(SWT.Selection, e -> test());
        result = new Text(body, SWT.WRAP | SWT.MULTI | SWT.READ_ONLY);
        result.setBackground(body.getBackground());
        GridDataFactory.fillDefaults().grab(true, true).span(2, 1).hint(WIDTH, 100).applyTo(result);
        enable();
        choice.ifPresent(store -> OperationJob.compute(getShell(), LogText.get("store.reading"), () -> new Found(store.current(), store.hasSecret()), this::show));
        return body;
    }

    private Button radio(Composite body, String key) {
        Button radio = new Button(body, SWT.RADIO);
        radio.setText(LogText.get(key));
        GridDataFactory.swtDefaults().span(2, 1).applyTo(radio);
        radio.addListener(SWT.Selection, e -> enable());
        return radio;
    }

    private Text field(Composite body, String key, int style) {
        new Label(body, SWT.NONE).setText(LogText.get(key));
        Text field = new Text(body, style);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(field);
        field.addListener(SWT.Modify, e -> enable());
        return field;
    }

    private void show(Found found) {
        if (embedded.isDisposed()) {
            return;
        }
        before = found.cluster();
        before.ifPresent(known -> {
            url.setText(known.url().toString());
            index.setText(known.index());
            user.setText(known.user());
            fingerprint.setText(known.fingerprint());
        });
        password.setMessage(found.secret() ? LogText.get("store.password.kept") : "");
        elastic.setSelection(before.isPresent());
        embedded.setSelection(before.isEmpty());
        read = true;
        enable();
    }

    private void enable() {
        if (fingerprint == null || result == null) {
            return;
        }
        embedded.setEnabled(read);
        elastic.setEnabled(read);
        boolean fields = read && elastic.getSelection();
        for (Control field : new Control[] {url, index, user, password, fingerprint}) {
            field.setEnabled(fields);
        }
        Optional<ClusterAddress> wanted = Optional.empty();
        String wrong = null;
        if (fields) {
            try {
                wanted = Optional.of(address());
            } catch (ProblemException unreadable) {
                wrong = url.getText().isBlank() ? LogText.get("store.url.missing") : unreadable.problem().line();
            }
        }
        setErrorMessage(wrong);
        setValid(wrong == null);
        test.setEnabled(wanted.isPresent());
    }

    private ClusterAddress address() throws ProblemException {
        return ClusterAddress.parse(url.getText(), index.getText(), user.getText(), fingerprint.getText());
    }

    /** Null keeps the password that is kept. */
    private char[] secret() {
        char[] typed = password.getTextChars();
        return typed.length == 0 ? null : typed;
    }

    private void test() {
        try {
            ClusterAddress cluster = address();
            char[] secret = secret();
            test.setEnabled(false);
            result.setText(LogText.get("store.testing"));
            OperationJob.compute(getShell(), LogText.get("store.testing"), () -> look(cluster, secret), said -> {
                if (!result.isDisposed()) {
                    result.setText(said);
                    enable();
                }
            });
        } catch (ProblemException unreadable) {
            setErrorMessage(unreadable.problem().line());
        }
    }

    private String look(ClusterAddress cluster, char[] secret) {
        try {
            ConnectionCheck found = choice.orElseThrow().check(cluster, secret, Progress.none());
            return found.problem().map(problem -> problem.what() + "\n" + problem.cure()).orElseGet(() -> LogText.get(
                    found.indexThere() ? "store.test.good" : "store.test.new", found.version().isEmpty() ? "?" : found.version(), cluster.index(), found.events()));
        } catch (ProblemException unreadable) {
            return unreadable.problem().line();
        } finally {
            wipe(secret);
        }
    }

    private static void wipe(char[] secret) {
        if (secret != null) {
            Arrays.fill(secret, '\0');
        }
    }

    @Override
    public boolean performOk() {
        if (!read) {
            return true; // the page was never shown
        }
        try {
            Optional<ClusterAddress> wanted = elastic.getSelection() ? Optional.of(address()) : Optional.empty();
            char[] secret = wanted.isPresent() ? secret() : null;
            if (!wanted.equals(before) || secret != null) {
                UseStore use = new UseStore(choice.orElseThrow(), Services.need(AuditLog.class), wanted, secret, Progress.none());
                // The window's shell: the one of this dialog closes now.
                OperationJob.ask(PlatformUI.getWorkbench().getActiveWorkbenchWindow().getShell(),
                        new OperationJob.Wording(LogText.get("store.use"), LogText.get("store.use.verb")), use, done -> wipe(secret));
            }
            return true;
        } catch (ProblemException unreadable) {
            setErrorMessage(unreadable.problem().line());
            return false;
        }
    }
}
