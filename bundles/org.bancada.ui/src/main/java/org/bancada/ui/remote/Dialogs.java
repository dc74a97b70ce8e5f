package org.bancada.ui.remote;

import org.eclipse.jface.dialogs.DialogSettings;
import org.eclipse.jface.dialogs.IDialogSettings;
import org.eclipse.ui.PlatformUI;
import org.osgi.framework.FrameworkUtil;

/** Where dialogs keep what was entered last. */
final class Dialogs {
    private Dialogs() {
    }

    static IDialogSettings settings(String dialog) {
        return DialogSettings.getOrCreateSection(
                PlatformUI.getDialogSettingsProvider(FrameworkUtil.getBundle(Dialogs.class)).getDialogSettings(), "remote." + dialog);
    }
}
