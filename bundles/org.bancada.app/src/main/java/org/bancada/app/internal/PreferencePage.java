package org.bancada.app.internal;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import org.bancada.core.DataFolder;
import org.bancada.core.Messages;
import org.bancada.core.ProblemException;
import org.eclipse.e4.ui.css.swt.theme.IThemeEngine;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchPreferencePage;
import org.eclipse.ui.PlatformUI;

/** Language, theme, and where the collector listens. */
public final class PreferencePage extends org.eclipse.jface.preference.PreferencePage implements IWorkbenchPreferencePage {
    static final String ID = "org.bancada.app.preferences";
    private static final Messages MESSAGES = Messages.beside(PreferencePage.class);
    private static final List<Language> LANGUAGES = List.of(Language.values());
    private static final List<Theme> THEMES = List.of(Theme.values());

    private final Optional<DataFolder> data = Service.find(DataFolder.class);
    private final Optional<CollectorListening> collector = Service.find(CollectorListening.class);
    private Combo language;
    private Combo theme;
    private Text address;
    private String addressBefore = "";

    @Override
    public void init(IWorkbench workbench) {
        noDefaultAndApplyButton();
    }

    @Override
    protected Control createContents(Composite parent) {
        Composite body = new Composite(parent, SWT.NONE);
        body.setLayout(new GridLayout(2, false));
        language = combo(body, "preferences.language", MESSAGES.text("preferences.system"), "English", "Português (Brasil)");
        language.select(LANGUAGES.indexOf(data.map(Language::chosen).orElse(Language.SYSTEM)));
        language.setEnabled(data.isPresent());
        theme = combo(body, "preferences.theme", MESSAGES.text("preferences.system"), MESSAGES.text("preferences.light"), MESSAGES.text("preferences.dark"));
        theme.select(THEMES.indexOf(Theme.chosen()));
        label(body, "preferences.collector");
        address = new Text(body, SWT.BORDER);
        address.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        addressBefore = savedAddress();
        address.setText(addressBefore);
        address.setEnabled(collector.isPresent());
        address.addModifyListener(e -> check());
        Label hint = new Label(body, SWT.WRAP);
        hint.setText(MESSAGES.text("preferences.collector.hint"));
        GridData hintData = new GridData(SWT.FILL, SWT.TOP, true, false, 2, 1);
        hintData.widthHint = 420;
        hint.setLayoutData(hintData);
        return body;
    }

    private static Combo combo(Composite body, String key, String... items) {
        label(body, key);
        Combo combo = new Combo(body, SWT.READ_ONLY);
        combo.setItems(items);
        combo.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        return combo;
    }

    private static void label(Composite body, String key) {
        new Label(body, SWT.NONE).setText(MESSAGES.text(key));
    }

    private String savedAddress() {
        try {
            return collector.isPresent() ? collector.get().address() : "";
        } catch (ProblemException unreadable) {
            setErrorMessage(unreadable.problem().line());
            return "";
        }
    }

    private void check() {
        boolean good = Address.parse(address.getText()).isPresent();
        setErrorMessage(good ? null : MESSAGES.text("preferences.collector.bad"));
        setValid(good);
    }

    @Override
    public boolean performOk() {
        if (language == null) {
            return true; // the page was never shown
        }
        try {
            boolean anew = applyLanguage() | applyTheme();
            applyAddress();
            if (anew) {
                offerRestart();
            }
            return true;
        } catch (IOException | ProblemException failed) {
            setErrorMessage(failed.getMessage());
            return false;
        }
    }

    private boolean applyLanguage() throws IOException {
        Language wanted = LANGUAGES.get(language.getSelectionIndex());
        if (data.isEmpty() || wanted == Language.chosen(data.get())) {
            return false;
        }
        wanted.choose(data.get());
        return true;
    }

    private boolean applyTheme() {
        Theme wanted = THEMES.get(theme.getSelectionIndex());
        if (wanted == Theme.chosen()) {
            return false;
        }
        wanted.choose();
        wanted.show(PlatformUI.getWorkbench().getService(IThemeEngine.class));
        return true;
    }

    private void applyAddress() throws ProblemException {
        String wanted = address.getText().strip();
        if (collector.isPresent() && !wanted.equals(addressBefore)) {
            collector.get().moveTo(wanted);
            addressBefore = wanted;
        }
    }

    private void offerRestart() {
        boolean now = new MessageDialog(getShell(), MESSAGES.text("preferences.restart.title"), null, MESSAGES.text("preferences.restart"),
                MessageDialog.QUESTION, 0, MESSAGES.text("preferences.restart.now"), MESSAGES.text("preferences.restart.later")).open() == 0;
        if (now) {
            // After the dialog that this page stands in has closed.
            getShell().getDisplay().asyncExec(() -> PlatformUI.getWorkbench().restart());
        }
    }
}
