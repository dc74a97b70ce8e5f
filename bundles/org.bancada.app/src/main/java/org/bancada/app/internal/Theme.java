package org.bancada.app.internal;

import java.util.Arrays;
import java.util.Locale;

import org.eclipse.core.runtime.preferences.IEclipsePreferences;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.e4.ui.css.swt.theme.IThemeEngine;

/** Light, dark, or what the desktop has. */
enum Theme {
    SYSTEM(null), LIGHT("org.eclipse.e4.ui.css.theme.e4_default"), DARK("org.eclipse.e4.ui.css.theme.e4_dark");

    private static final String CHOICE = "theme";
    /** The theme engine's own preference: its theme at the next start; absent means to follow the desktop. */
    private static final String ENGINE = "org.eclipse.e4.ui.css.swt.theme";
    private static final String ENGINE_THEME = "themeid";

    private final String id;

    Theme(String id) {
        this.id = id;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Theme chosen() {
        String word = InstanceScope.INSTANCE.getNode(Preferences.NODE).get(CHOICE, "");
        return Arrays.stream(values()).filter(t -> t.word().equals(word)).findFirst().orElse(SYSTEM);
    }

    /** Remembers this theme for the next start. */
    void choose() {
        IEclipsePreferences ours = InstanceScope.INSTANCE.getNode(Preferences.NODE);
        ours.put(CHOICE, word());
        Preferences.save(ours);
        applyChoice();
    }

    /** Tells the theme engine what to begin with; the engine writes down what it found on the desktop, so this is said before each start. */
    static void applyChoice() {
        IEclipsePreferences engine = InstanceScope.INSTANCE.getNode(ENGINE);
        Theme theme = chosen();
        if (theme.id == null) {
            engine.remove(ENGINE_THEME);
        } else {
            engine.put(ENGINE_THEME, theme.id);
        }
        Preferences.save(engine);
    }

    /** Shows it now, as far as widgets that are open can follow. */
    void show(IThemeEngine engine) {
        if (id != null) {
            engine.setTheme(id, true);
        } else {
            engine.restore(LIGHT.id);
        }
    }
}
