package org.bancada.app.internal;

import org.bancada.core.Messages;
import org.eclipse.jface.action.GroupMarker;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.action.IStatusLineManager;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.ui.IWorkbenchActionConstants;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.actions.ContributionItemFactory;
import org.eclipse.ui.application.ActionBarAdvisor;
import org.eclipse.ui.application.IActionBarConfigurer;
import org.eclipse.ui.menus.CommandContributionItem;
import org.eclipse.ui.menus.CommandContributionItemParameter;

/**
 * The main menu's frame. Views add their commands to it by menu contributions at {@code menu:file}, {@code menu:edit},
 * {@code menu:view}, ... after {@code additions}.
 */
final class BancadaMenus extends ActionBarAdvisor {
    private static final Messages MESSAGES = Messages.beside(BancadaMenus.class);
    private IWorkbenchWindow window;

    BancadaMenus(IActionBarConfigurer configurer) {
        super(configurer);
    }

    @Override
    protected void makeActions(IWorkbenchWindow forWindow) {
        window = forWindow;
    }

    @Override
    protected void fillMenuBar(IMenuManager bar) {
        bar.add(file());
        bar.add(edit());
        bar.add(view());
        bar.add(new GroupMarker(IWorkbenchActionConstants.MB_ADDITIONS));
        bar.add(window());
        bar.add(help());
    }

    @Override
    protected void fillStatusLine(IStatusLineManager line) {
        line.add(new CollectorItem());
    }

    private MenuManager file() {
        MenuManager menu = menu("file", IWorkbenchActionConstants.M_FILE);
        menu.add(additions());
        menu.add(new Separator());
        menu.add(command("org.eclipse.ui.file.restartWorkbench", "menu.restart"));
        menu.add(command("org.eclipse.ui.file.exit", "menu.exit"));
        return menu;
    }

    private MenuManager edit() {
        MenuManager menu = menu("edit", IWorkbenchActionConstants.M_EDIT);
        menu.add(command("org.eclipse.ui.edit.cut", "menu.cut"));
        menu.add(command("org.eclipse.ui.edit.copy", "menu.copy"));
        menu.add(command("org.eclipse.ui.edit.paste", "menu.paste"));
        menu.add(new Separator());
        menu.add(command("org.eclipse.ui.edit.selectAll", "menu.selectAll"));
        menu.add(additions());
        return menu;
    }

    private MenuManager view() {
        MenuManager menu = menu("view", "view");
        menu.add(ContributionItemFactory.VIEWS_SHORTLIST.create(window));
        menu.add(additions());
        return menu;
    }

    private MenuManager window() {
        MenuManager menu = menu("window", IWorkbenchActionConstants.M_WINDOW);
        MenuManager perspectives = menu("perspective", "openPerspective");
        perspectives.add(ContributionItemFactory.PERSPECTIVES_SHORTLIST.create(window));
        menu.add(perspectives);
        menu.add(command("org.eclipse.ui.window.resetPerspective", "menu.resetPerspective"));
        menu.add(new Separator());
        menu.add(command("org.eclipse.ui.window.quickAccess", "menu.quickAccess"));
        menu.add(additions());
        menu.add(new Separator());
        menu.add(command("org.eclipse.ui.window.preferences", "menu.preferences"));
        return menu;
    }

    private MenuManager help() {
        MenuManager menu = menu("help", IWorkbenchActionConstants.M_HELP);
        menu.add(command("org.bancada.app.shortcuts", "menu.keys"));
        menu.add(additions());
        menu.add(new Separator());
        menu.add(command("org.eclipse.ui.help.aboutAction", "menu.about"));
        return menu;
    }

    private static Separator additions() {
        return new Separator(IWorkbenchActionConstants.MB_ADDITIONS);
    }

    private static MenuManager menu(String key, String id) {
        return new MenuManager(MESSAGES.text("menu." + key), id);
    }

    private CommandContributionItem command(String id, String key) {
        CommandContributionItemParameter item = new CommandContributionItemParameter(window, id, id, CommandContributionItem.STYLE_PUSH);
        item.label = MESSAGES.text(key);
        return new CommandContributionItem(item);
    }
}
