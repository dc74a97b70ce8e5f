package org.bancada.ui.kit;

import org.eclipse.jface.dialogs.DialogSettings;
import org.eclipse.jface.dialogs.IDialogSettings;
import org.eclipse.jface.dialogs.IDialogSettingsProvider;
import org.eclipse.ui.PlatformUI;
import org.osgi.framework.FrameworkUtil;

/** What screens remember from one start to the next: widths, orders, what was typed last. */
public final class Kept {
    private Kept() {
    }

    /** The settings of one view or dialog. */
    public static IDialogSettings section(String name) {
        return DialogSettings.getOrCreateSection(provider().getDialogSettings(), name);
    }

    /** Writes all of them to the disk, so that they survive whatever ends the program. */
    public static void save() {
        provider().saveDialogSettings();
    }

    private static IDialogSettingsProvider provider() {
        return PlatformUI.getDialogSettingsProvider(FrameworkUtil.getBundle(Kept.class));
    }
}
