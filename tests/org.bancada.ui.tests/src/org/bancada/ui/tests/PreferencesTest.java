package org.bancada.ui.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.eclipse.e4.ui.css.swt.theme.IThemeEngine;
import org.eclipse.jface.preference.PreferenceDialog;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.dialogs.PreferencesUtil;
import org.junit.jupiter.api.Test;

class PreferencesTest {
    static final List<String> PAGES = List.of("org.bancada.app.preferences", "org.bancada.ui.log.store", "org.bancada.ui.metrics.source", "org.bancada.ui.alert.delivery",
            "org.eclipse.ui.preferencePages.Workbench", "org.eclipse.ui.preferencePages.Views", "org.eclipse.ui.preferencePages.Keys");

    @Test
    void everyPageOpens() {
        for (String page : PAGES) {
            PreferenceDialog dialog = open(page);
            try {
                assertNotNull(Screen.ask(dialog::getSelectedPage), page);
                assertTrue(Screen.ask(() -> Screen.below(dialog.getShell()).size()) > 10, page + " is empty");
            } finally {
                Screen.act(dialog::close);
            }
        }
    }

    @Test
    void ourPageOffersThreeLanguagesAndThreeThemes() {
        PreferenceDialog dialog = open("org.bancada.app.preferences");
        try {
            List<Combo> combos = Screen.ask(() -> Screen.below(dialog.getShell()).stream().filter(Combo.class::isInstance).map(Combo.class::cast).toList());
            assertEquals(List.of(3, 3), Screen.ask(() -> combos.stream().map(Combo::getItemCount).toList()));
            assertTrue(Screen.ask(() -> List.of(combos.get(0).getItems())).contains("Português (Brasil)"));
        } finally {
            Screen.act(dialog::close);
        }
    }

    @Test
    void theDarkThemeDarkensTheWindowAndTheLightOneLightensIt() {
        IThemeEngine engine = PlatformUI.getWorkbench().getService(IThemeEngine.class);
        try {
            Screen.act(() -> engine.setTheme("org.eclipse.e4.ui.css.theme.e4_dark", true));
            Screen.await("a dark window", () -> brightness() < 90);
        } finally {
            Screen.act(() -> engine.setTheme("org.eclipse.e4.ui.css.theme.e4_default", true));
        }
        Screen.await("a light window", () -> brightness() > 180);
    }

    private static int brightness() {
        RGB colour = Screen.window().getShell().getBackground().getRGB();
        return (colour.red + colour.green + colour.blue) / 3;
    }

    static PreferenceDialog open(String page) {
        return Screen.ask(() -> {
            PreferenceDialog dialog = PreferencesUtil.createPreferenceDialogOn(Screen.window().getShell(), page, null, null);
            dialog.setBlockOnOpen(false);
            dialog.open();
            return dialog;
        });
    }
}
