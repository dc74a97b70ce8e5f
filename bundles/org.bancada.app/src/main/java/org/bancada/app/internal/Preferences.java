package org.bancada.app.internal;

import org.eclipse.core.runtime.Platform;
import org.eclipse.core.runtime.preferences.IEclipsePreferences;
import org.osgi.service.prefs.BackingStoreException;

/** Where the workbench keeps a person's choices about the window: the platform's instance preferences. */
final class Preferences {
    static final String NODE = "org.bancada.app";

    private Preferences() {
    }

    /** Writes to the disk now: a restart or a kill must not lose a choice. */
    static void save(IEclipsePreferences node) {
        try {
            node.flush();
        } catch (BackingStoreException failed) {
            Platform.getLog(Preferences.class).error("Preferences " + node.absolutePath() + " are not saved", failed);
        }
    }
}
