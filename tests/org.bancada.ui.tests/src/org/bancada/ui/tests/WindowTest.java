package org.bancada.ui.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.eclipse.core.runtime.ILogListener;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Platform;
import org.eclipse.ui.IViewPart;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.WorkbenchException;
import org.eclipse.ui.internal.ErrorViewPart;
import org.eclipse.ui.views.IViewDescriptor;
import org.junit.jupiter.api.Test;

class WindowTest {
    private static final List<String> PERSPECTIVES = List.of("org.bancada.app.fleet", "org.bancada.app.rollouts");

    @Test
    void theWindowHasBothPerspectivesAndCanShowThem() {
        assertEquals("Bancada", Screen.ask(() -> Screen.window().getShell().getText()));
        for (String perspective : PERSPECTIVES) {
            show(perspective);
            assertEquals(perspective, Screen.ask(() -> Screen.page().getPerspective().getId()));
            assertTrue(Screen.ask(() -> Screen.page().getViewReferences().length) >= 3, perspective + " is empty");
        }
    }

    @Test
    void everyViewOpensWithoutAnError() {
        List<IStatus> errors = new CopyOnWriteArrayList<>();
        ILogListener listener = (status, plugin) -> {
            if (status.getSeverity() == IStatus.ERROR) {
                errors.add(status);
            }
        };
        Platform.addLogListener(listener);
        try {
            for (IViewDescriptor view : PlatformUI.getWorkbench().getViewRegistry().getViews()) {
                if (view.getId().startsWith("org.bancada.") || view.getId().endsWith("ProgressView") || view.getId().endsWith("LogView")) {
                    IViewPart part = Screen.ask(() -> open(view.getId()));
                    assertNotNull(part, view.getId());
                    assertFalse(part instanceof ErrorViewPart, view.getId() + " shows an error");
                    assertFalse(view.getLabel().startsWith("%"), view.getId() + " has no name");
                }
            }
        } finally {
            Platform.removeLogListener(listener);
        }
        assertEquals(List.of(), errors);
    }

    @Test
    void aClosedViewComesBackWhenThePerspectiveIsReset() {
        show("org.bancada.app.fleet");
        IWorkbenchPage page = Screen.page();
        Screen.act(() -> Arrays.stream(page.getViewReferences()).forEach(page::hideView));
        assertEquals(0, Screen.ask(() -> page.getViewReferences().length));
        Screen.act(page::resetPerspective);
        assertTrue(Screen.ask(() -> page.getViewReferences().length) >= 4);
    }

    private static IViewPart open(String id) {
        try {
            return Screen.page().showView(id);
        } catch (PartInitException failed) {
            throw new AssertionError(id, failed);
        }
    }

    static void show(String perspective) {
        Screen.act(() -> {
            try {
                PlatformUI.getWorkbench().showPerspective(perspective, Screen.window());
            } catch (WorkbenchException failed) {
                throw new AssertionError(failed);
            }
        });
    }
}
