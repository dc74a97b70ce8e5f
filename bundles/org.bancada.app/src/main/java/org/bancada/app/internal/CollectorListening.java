package org.bancada.app.internal;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

import org.bancada.cli.EngineWiring;
import org.bancada.collector.Collector;
import org.bancada.core.Messages;
import org.bancada.core.Operation;
import org.bancada.core.Plan;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.store.Settings;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Opens the collector where the lab's settings say, and says how it went. */
@Component(service = CollectorListening.class, immediate = true)
public final class CollectorListening {
    private static final Messages MESSAGES = Messages.beside(CollectorListening.class);
    private static final System.Logger LOG = System.getLogger(CollectorListening.class.getName());

    private static final Pattern SEPARATOR = Pattern.compile("[\\s,]+");

    private final Collector collector;
    private final Settings settings;
    private final EngineWiring wiring;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private boolean closed;
    private volatile State state = new State(MESSAGES.text("collector.starting"), "");

    /**
     * @param line for people, a few words
     * @param detail what failed and what to do; empty when nothing did
     */
    record State(String line, String detail) {
    }

    /** Opens nothing yet: the window comes first. */
    @Activate
    public CollectorListening(@Reference Collector collector, @Reference Settings settings, @Reference EngineWiring wiring) {
        this.collector = collector;
        this.settings = settings;
        this.wiring = wiring;
    }

    /** Opens the port, in the background; when it is open already, moves to where the settings say now. */
    void begin() {
        Thread.ofVirtual().name("collector").start(this::listen);
    }

    /** Stops taking reports. */
    @Deactivate
    public synchronized void close() {
        closed = true;
        listeners.clear();
        collector.stop();
    }

    State state() {
        return state;
    }

    /** Called on any thread after each change of {@link #state}; returns what ends that. */
    Runnable onChange(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    String address() throws ProblemException {
        return settings.get(EngineWiring.LISTEN_SETTING, EngineWiring.LISTEN_DEFAULT);
    }

    /** Names under which nodes call it, beside this machine's own; separated by commas. */
    String names() throws ProblemException {
        return settings.get(EngineWiring.NAMES_SETTING, "");
    }

    /** Remembers the address and the names and moves there, in the background. */
    void moveTo(String address, String names) throws ProblemException {
        Operation<Void> change = wiring.names(SEPARATOR.splitAsStream(names).filter(name -> !name.isEmpty()).toList());
        Plan plan = change.plan();
        settings.put(EngineWiring.LISTEN_SETTING, address);
        Thread.ofVirtual().name("collector").start(() -> {
            try {
                change.run(plan, Progress.none());
            } catch (ProblemException refused) {
                LOG.log(System.Logger.Level.ERROR, refused.problem().line());
            }
            listen();
        });
    }

    /** What proves to nodes that it is the one, for people; empty while it is not known. Waits for a collector that is starting. */
    String authority() {
        try {
            return collector.secureAddress().isEmpty() ? "" : MESSAGES.text("collector.secure", Address.text(collector.secureAddress().get()),
                    collector.certificate().authorityFingerprint());
        } catch (ProblemException damaged) {
            return damaged.problem().line();
        }
    }

    private synchronized void listen() {
        if (closed) {
            return;
        }
        try {
            String wanted = address();
            // Nobody chose the default: when another program has its port, the next one does.
            InetSocketAddress actual = wanted.equals(EngineWiring.LISTEN_DEFAULT) ? wiring.listenSomewhere() : wiring.listen(wanted);
            state = new State(MESSAGES.text("collector.listening",
                    collector.secureAddress().map(at -> "https://" + Address.text(at)).orElse(Address.text(actual))), collector.secureProblem().map(Problem::line).orElse(""));
        } catch (ProblemException refused) {
            LOG.log(System.Logger.Level.ERROR, refused.problem().line());
            state = new State(MESSAGES.text("collector.failed"), refused.problem().line());
        }
        listeners.forEach(Runnable::run);
    }
}
