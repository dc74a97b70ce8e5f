package org.bancada.app.internal;

import java.util.List;

import org.eclipse.ui.commands.ICommandService;

/** Commands of the platform that have nothing to act on here: without them Quick Access and the keys offer only what works. */
final class ForeignCommands {
    /** No wizards, no help books, no editors, no bookmarks; the rest speaks to plug-in developers. */
    static final List<String> IDS = List.of("org.eclipse.ui.newWizard", "org.eclipse.ui.file.import", "org.eclipse.ui.file.export",
            "org.eclipse.ui.file.properties", "org.eclipse.ui.help.helpContents", "org.eclipse.ui.help.helpSearch",
            "org.eclipse.ui.help.dynamicHelp", "org.eclipse.ui.help.displayHelp", "org.eclipse.ui.help.quickStartAction",
            "org.eclipse.ui.help.tipsAndTricksAction", "org.eclipse.ui.edit.addBookmark", "org.eclipse.ui.window.activateEditor",
            "org.eclipse.ui.window.switchToEditor", "org.eclipse.ui.window.openEditorDropDown", "org.eclipse.ui.window.newEditor",
            "org.eclipse.ui.window.splitEditor", "org.eclipse.ui.window.nextEditor", "org.eclipse.ui.window.previousEditor",
            "org.eclipse.ui.window.pinEditor", "org.eclipse.ui.window.hideShowEditors", "org.eclipse.ui.navigate.linkWithEditor",
            "org.eclipse.ui.window.spy", "org.eclipse.ui.activeContextInfo", "org.eclipse.ui.persistWorkbenchState");

    private ForeignCommands() {
    }

    static void remove(ICommandService commands) {
        IDS.forEach(id -> commands.getCommand(id).undefine());
    }
}
