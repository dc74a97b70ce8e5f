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
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchPreferencePage;
import org.eclipse.ui.PlatformUI;

/** Language, theme, and where the collector listens. */
public final class PreferencePage extends org.eclipse.jface.preference.PreferencePage implements IWorkbenchPreferencePage {
    static final String ID = "org.bancada.app.preferences";
    private static final Messages MESSAGES = Messages.beside(PreferencePage.class);
    private static final int HINT_WIDTH = 420;
    private static final int AUTHORITY_LINES = 4;
    private static final List<Language> LANGUAGES = List.of(Language.values());
    private static final List<Theme> THEMES = List.of(Theme.values());

    private final Optional<DataFolder> data = Service.find(DataFolder.class);
    private final Optional<CollectorListening> collector = Service.find(CollectorListening.class);
    private Combo language;
    private Combo theme;
    private Text address;
    private Text names;
    private String addressBefore = "";
    private String namesBefore = "";

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
        addressBefore = saved(CollectorListening::address);
        address.setText(addressBefore);
        address.setEnabled(collector.isPresent());
        address.addModifyListener(e -> check());
        hint(body, MESSAGES.text("preferences.collector.hint"));
        label(body, "preferences.names");
        names = new Text(body, SWT.BORDER);
        names.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        namesBefore = saved(CollectorListening::names);
        names.setText(namesBefore);
        names.setEnabled(collector.isPresent());
        hint(body, MESSAGES.text("preferences.names.hint"));
        collector.ifPresent(listening -> authority(body, listening));
        return body;
    }

    /** Asked in the background: a collector that is just starting, or making a certificate, answers late. */
    private static void authority(Composite body, CollectorListening listening) {
        Text shown = new Text(body, SWT.READ_ONLY | SWT.WRAP | SWT.MULTI);
        shown.setBackground(body.getBackground());
        GridData data = new GridData(SWT.FILL, SWT.TOP, true, false, 2, 1);
        data.widthHint = HINT_WIDTH;
        data.heightHint = AUTHORITY_LINES * shown.getLineHeight();
        shown.setLayoutData(data);
        Display display = body.getDisplay();
        Thread.ofVirtual().name("collector authority").start(() -> {
            String text = listening.authority();
            if (!display.isDisposed()) {
                display.asyncExec(() -> {
                    if (!shown.isDisposed()) {
                        shown.setText(text);
                    }
                });
            }
        });
    }

    private static void hint(Composite body, String text) {
        Label hint = new Label(body, SWT.WRAP);
        hint.setText(text);
        GridData hintData = new GridData(SWT.FILL, SWT.TOP, true, false, 2, 1);
        hintData.widthHint = HINT_WIDTH;
        hint.setLayoutData(hintData);
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

    private interface Saved {
        String of(CollectorListening listening) throws ProblemException;
    }

    private String saved(Saved what) {
        try {
            return collector.isPresent() ? what.of(collector.get()) : "";
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
        } catch (ProblemException refused) {
            setErrorMessage(refused.problem().what());
            return false;
        } catch (IOException failed) {
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
        String called = names.getText().strip();
        if (collector.isPresent() && (!wanted.equals(addressBefore) || !called.equals(namesBefore))) {
            collector.get().moveTo(wanted, called);
            addressBefore = wanted;
            namesBefore = called;
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
