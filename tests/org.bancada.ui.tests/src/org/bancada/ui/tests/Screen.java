package org.bancada.ui.tests;

import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;

/** What a test sees and does on the screen. Every method may be called from any thread; the work is done on the UI thread. */
final class Screen {
    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private Screen() {
    }

    static <T> T ask(Supplier<T> question) {
        AtomicReference<T> answer = new AtomicReference<>();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        display().syncExec(() -> {
            try {
                answer.set(question.get());
            } catch (Throwable failed) {
                thrown.set(failed);
            }
        });
        if (thrown.get() != null) {
            throw new AssertionError(thrown.get());
        }
        return answer.get();
    }

    static void act(Runnable action) {
        ask(() -> {
            action.run();
            return null;
        });
    }

    /** Lets the window live until {@code condition}, asked on the UI thread, is true. */
    static void await(String what, Supplier<Boolean> condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!ask(condition)) {
            if (System.nanoTime() > end) {
                fail("waited in vain for: " + what);
            }
            // Lets the window and the nodes of a practice lab have the processors meanwhile.
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    static Display display() {
        return PlatformUI.getWorkbench().getDisplay();
    }

    static IWorkbenchWindow window() {
        return ask(() -> PlatformUI.getWorkbench().getWorkbenchWindows()[0]);
    }

    static IWorkbenchPage page() {
        return ask(() -> window().getActivePage());
    }

    /** The open shell with this title. */
    static Optional<Shell> shell(String title) {
        return ask(() -> Arrays.stream(display().getShells()).filter(s -> s.isVisible() && s.getText().equals(title)).reduce((a, b) -> b));
    }

    static List<Control> below(Composite parent) {
        return ask(() -> {
            List<Control> found = new ArrayList<>();
            for (Control child : parent.getChildren()) {
                found.add(child);
                if (child instanceof Composite inner) {
                    found.addAll(below(inner));
                }
            }
            return found;
        });
    }

    static <T extends Control> Optional<T> find(Composite parent, Class<T> type, Predicate<T> which) {
        return ask(() -> below(parent).stream().filter(type::isInstance).map(type::cast).filter(which).findFirst());
    }

    /** Pushes the button with this text, its mnemonic not counted. */
    static void push(Shell shell, String text) {
        Button button = find(shell, Button.class, b -> plain(b.getText()).equals(text)).orElseThrow(() -> new AssertionError("no button " + text));
        display().asyncExec(() -> button.notifyListeners(SWT.Selection, new Event()));
    }

    /** All items of a menu and its submenus, which are filled as if they were opened. */
    static List<MenuItem> items(Menu menu) {
        return ask(() -> {
            List<MenuItem> found = new ArrayList<>();
            menu.notifyListeners(SWT.Show, new Event());
            for (MenuItem item : menu.getItems()) {
                found.add(item);
                if (item.getMenu() != null) {
                    found.addAll(items(item.getMenu()));
                }
            }
            menu.notifyListeners(SWT.Hide, new Event());
            return found;
        });
    }

    /** A label without mnemonic, accelerator and dots. */
    static String plain(String label) {
        return label.replaceAll("\t.*", "").replaceAll("&(.)", "$1").strip();
    }
}
