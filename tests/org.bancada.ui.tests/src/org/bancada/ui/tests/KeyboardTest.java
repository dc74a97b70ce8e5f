package org.bancada.ui.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

import org.eclipse.core.commands.Command;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.Platform;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.commands.ICommandService;
import org.eclipse.ui.keys.IBindingService;
import org.junit.jupiter.api.Test;

class KeyboardTest {

    @Test
    void everyCommandOfOursHasAKeyOrAMenuEntry() {
        Set<String> reachable = new HashSet<>();
        Arrays.stream(PlatformUI.getWorkbench().getService(IBindingService.class).getBindings()).map(b -> b.getParameterizedCommand())
                .filter(Objects::nonNull).forEach(c -> reachable.add(c.getId()));
        for (IConfigurationElement menus : Platform.getExtensionRegistry().getConfigurationElementsFor("org.eclipse.ui.menus")) {
            commands(menus, reachable);
        }
        Set<String> unreachable = new TreeSet<>();
        for (Command command : PlatformUI.getWorkbench().getService(ICommandService.class).getDefinedCommands()) {
            if (command.getId().startsWith("org.bancada.") && !reachable.contains(command.getId())) {
                unreachable.add(command.getId());
            }
        }
        assertEquals(Set.of(), unreachable);
    }

    @Test
    void commandsOfThePlatformThatHaveNothingToActOnAreNotOffered() {
        ICommandService commands = PlatformUI.getWorkbench().getService(ICommandService.class);
        List<String> dead = List.of("org.eclipse.ui.newWizard", "org.eclipse.ui.file.export", "org.eclipse.ui.help.helpContents",
                "org.eclipse.ui.window.switchToEditor");
        assertEquals(List.of(), dead.stream().filter(id -> commands.getCommand(id).isDefined()).toList());
        assertTrue(commands.getCommand("org.eclipse.ui.window.quickAccess").isDefined());
        assertTrue(commands.getCommand("org.eclipse.ui.window.preferences").isDefined());
    }

    private static void commands(IConfigurationElement element, Set<String> into) {
        for (IConfigurationElement child : element.getChildren()) {
            if (child.getName().equals("command")) {
                into.add(child.getAttribute("commandId"));
            }
            commands(child, into);
        }
    }

    @Test
    void everyMenuOpensByAMnemonicOfItsOwn() {
        List<String> labels = Screen.ask(() -> Arrays.stream(bar().getItems()).map(MenuItem::getText).toList());
        Set<Character> seen = new HashSet<>();
        for (String label : labels) {
            int at = label.indexOf('&');
            assertTrue(at >= 0, label + " has no mnemonic");
            assertTrue(seen.add(Character.toLowerCase(label.charAt(at + 1))), label + " shares its mnemonic with another menu");
        }
    }

    /** Lists of views and perspectives are walked by arrow keys; everything that we put into the menus has a mnemonic or a key. */
    @Test
    void everyMenuItemCanBeChosenByAKey() {
        Set<String> without = new TreeSet<>();
        Set<String> names = listed();
        Screen.act(() -> {
            for (MenuItem item : Screen.items(bar())) {
                boolean separator = (item.getStyle() & SWT.SEPARATOR) != 0;
                if (!separator && !item.getText().contains("&") && item.getAccelerator() == 0 && !item.getText().contains("\t")
                        && !names.contains(Screen.plain(item.getText()))) {
                    without.add(item.getText());
                }
            }
        });
        assertEquals(Set.of(), without);
    }

    @Test
    void quickAccessIsOnControl3() {
        assertEquals("Ctrl+3", Screen.ask(
                () -> PlatformUI.getWorkbench().getService(IBindingService.class).getBestActiveBindingFormattedFor("org.eclipse.ui.window.quickAccess")));
    }

    static Menu bar() {
        return Screen.window().getShell().getMenuBar();
    }

    private static Set<String> listed() {
        Set<String> names = new HashSet<>();
        Arrays.stream(PlatformUI.getWorkbench().getViewRegistry().getViews()).forEach(v -> names.add(v.getLabel()));
        Arrays.stream(PlatformUI.getWorkbench().getPerspectiveRegistry().getPerspectives()).forEach(p -> names.add(p.getLabel()));
        return names;
    }
}
