package org.bancada.ui.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

import org.eclipse.core.commands.Command;
import org.eclipse.core.commands.common.NotDefinedException;
import org.eclipse.jface.preference.PreferenceDialog;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.CTabItem;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Group;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.swt.widgets.TreeColumn;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.commands.ICommandService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nothing English may be left in a Portuguese window. A text counts as English when some bundle has it as its English text and none as its Portuguese. */
class PortugueseTest {
    private final Set<String> english = new HashSet<>();
    private final Set<String> portuguese = new HashSet<>();

    @BeforeEach
    void learnBothLanguages() {
        assertEquals("pt_BR", Locale.getDefault().toString());
        Texts.everyEnglish().forEach(t -> english.add(Screen.plain(t)));
        for (Texts texts : Texts.all()) {
            texts.portuguese().values().forEach(t -> portuguese.add(Screen.plain(t)));
        }
    }

    @Test
    void menusAreTranslated() {
        Set<String> shown = new TreeSet<>();
        Screen.act(() -> {
            for (String perspective : new String[] {"org.bancada.app.fleet", "org.bancada.app.rollouts", "org.bancada.app.models"}) {
                WindowTest.show(perspective);
                for (MenuItem item : Screen.items(KeyboardTest.bar())) {
                    shown.add(item.getText());
                }
            }
        });
        assertEquals(Set.of(), leftInEnglish(shown));
    }

    @Test
    void windowAndViewsAreTranslated() {
        Set<String> shown = new TreeSet<>();
        for (String perspective : new String[] {"org.bancada.app.fleet", "org.bancada.app.rollouts", "org.bancada.app.models"}) {
            WindowTest.show(perspective);
            Screen.act(() -> collect(Screen.window().getShell(), shown));
        }
        assertEquals(Set.of(), leftInEnglish(shown));
    }

    @Test
    void preferencesAreTranslated() {
        Set<String> shown = new TreeSet<>();
        for (String page : PreferencesTest.PAGES) {
            PreferenceDialog dialog = PreferencesTest.open(page);
            Screen.act(() -> collect(dialog.getShell(), shown));
            Screen.act(dialog::close);
        }
        assertEquals(Set.of(), leftInEnglish(shown));
    }

    @Test
    void commandsAreTranslated() throws NotDefinedException {
        Set<String> shown = new TreeSet<>();
        for (Command command : PlatformUI.getWorkbench().getService(ICommandService.class).getDefinedCommands()) {
            shown.add(command.getName());
            shown.add(command.getCategory().getName());
            if (command.getDescription() != null) {
                shown.add(command.getDescription());
            }
        }
        assertEquals(Set.of(), leftInEnglish(shown));
    }

    private Set<String> leftInEnglish(Set<String> shown) {
        Set<String> left = new TreeSet<>();
        for (String text : shown) {
            String plain = Screen.plain(text);
            if (!plain.isEmpty() && english.contains(plain) && !portuguese.contains(plain)) {
                left.add(plain);
            }
        }
        return left;
    }

    private static void collect(Composite parent, Set<String> into) {
        for (Control control : Screen.below(parent)) {
            if (control.getToolTipText() != null) {
                into.add(control.getToolTipText());
            }
            switch (control) {
                case Label label -> into.add(label.getText());
                case Button button -> into.add(button.getText());
                case Group group -> into.add(group.getText());
                case Link link -> into.add(link.getText());
                case Text text -> {
                    into.add(text.getText());
                    into.add(text.getMessage());
                }
                case ToolBar bar -> {
                    for (ToolItem item : bar.getItems()) {
                        into.add(item.getText());
                        into.add(item.getToolTipText() == null ? "" : item.getToolTipText());
                    }
                }
                case CTabFolder folder -> {
                    for (CTabItem item : folder.getItems()) {
                        into.add(item.getText());
                    }
                }
                case Tree tree -> {
                    for (TreeColumn column : tree.getColumns()) {
                        into.add(column.getText());
                    }
                }
                default -> { }
            }
        }
    }
}
