package org.bancada.ui.tests;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.bancada.app.internal.DataGate;
import org.bancada.core.Messages;
import org.bancada.core.Progress;
import org.bancada.rollout.Rollout;
import org.bancada.rollout.RolloutState;
import org.bancada.rollout.Rollouts;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.PlatformUI;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

class ExitTest {
    private static final Messages MESSAGES = Messages.beside(DataGate.class);

    @Test
    void closingAsksOnlyBecauseARolloutIsRunningAndStaysWhenToldSo() {
        Rollout running = new Rollout("7", "0".repeat(64), "Ubuntu 24.04", "*", RolloutState.RUNNING, Instant.now(), null, 1, List.of());
        ServiceRegistration<Rollouts> registration = FrameworkUtil.getBundle(ExitTest.class).getBundleContext().registerService(Rollouts.class,
                engine(running), new Hashtable<>(Map.of(Constants.SERVICE_RANKING, 1000)));
        try {
            Screen.display().asyncExec(() -> PlatformUI.getWorkbench().close());
            Screen.await("the question", () -> Screen.shell(MESSAGES.text("exit.title")).isPresent());
            Shell question = Screen.shell(MESSAGES.text("exit.title")).orElseThrow();
            assertTrue(Screen.find(question, Label.class, l -> l.getText().equals(MESSAGES.text("exit.running", 1L))).isPresent());
            Screen.push(question, MESSAGES.text("exit.stay"));
            Screen.await("the question to go", () -> Screen.shell(MESSAGES.text("exit.title")).isEmpty());
            assertTrue(Screen.ask(() -> Screen.window().getShell().isVisible()));
        } finally {
            registration.unregister();
        }
    }

    /** A whole rollout would need nodes; the question needs only to hear of one. */
    private static Rollouts engine(Rollout running) {
        return (Rollouts) Proxy.newProxyInstance(Rollouts.class.getClassLoader(), new Class<?>[] {Rollouts.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "list" -> List.of(running);
                    case "find" -> Optional.of(running);
                    case "onChange" -> (Progress.Registration) () -> { };
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" -> proxy == arguments[0];
                    default -> null;
                });
    }
}
