package org.bancada.rollout.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

import org.bancada.core.Node;
import org.bancada.core.Operation;
import org.bancada.core.Plan;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.remote.HostKeys;
import org.bancada.remote.Outcome;

/** Nodes that fail on demand, at exactly one step: what a real node cannot be made to do. They answer as docs/node-contract.md says. */
final class FakeRemote extends DelegatingRemote {

    /** DIES: the connection breaks and nobody answers from then on. BREAKS: the connection breaks once. HANGS: says nothing more, a fetch after its answer. */
    enum Harm {
        DIES, BREAKS, HANGS
    }

    final List<String> commands = new CopyOnWriteArrayList<>();
    final Set<String> dead = ConcurrentHashMap.newKeySet();
    final Set<String> unpinned = ConcurrentHashMap.newKeySet();
    /** Told each step before it happens; may wait. */
    volatile Consumer<String> before = step -> {
    };
    private final Map<String, Harm> harms = new ConcurrentHashMap<>();
    private final Map<String, List<String>> answers = new ConcurrentHashMap<>();

    /** @param step the beginning of a command, or "send" */
    void harm(String node, String step, Harm harm) {
        harms.put(node + " " + step, harm);
    }

    /** @param lines what the step prints instead of the usual; the first one is its exit code */
    void answer(String node, String step, String... lines) {
        answers.put(node + " " + step, List.of(lines));
    }

    void heal() {
        harms.clear();
        answers.clear();
        dead.clear();
    }

    /** The steps of a node in order, by their beginnings. */
    List<String> steps(String node) {
        return commands.stream().filter(command -> command.startsWith(node + " ")).map(command -> command.substring(node.length() + 1)).toList();
    }

    private static String step(String commandLine) {
        for (String step : List.of("activate -V", "activate -C", "activate -R", "activate", "fetch -k", "fetch -p", "fetch", "true")) {
            if (commandLine.startsWith(step + " ") || commandLine.equals(step)) {
                return step;
            }
        }
        return commandLine.contains("; preflight ") ? "preflight" : "?" + commandLine;
    }

    private void suffer(String key, String node, Progress cancel) throws ProblemException {
        if (dead.contains(node)) {
            throw new ProblemException(new Problem("It cannot be reached.", node, ""));
        }
        Harm harm = harms.get(key);
        if (harm == Harm.DIES) {
            dead.add(node);
        }
        if (harm == Harm.BREAKS) {
            harms.remove(key);
        }
        if (harm == Harm.HANGS) {
            CountDownLatch cancelled = new CountDownLatch(1);
            try (Progress.Registration watch = cancel.onCancel(cancelled::countDown)) {
                cancelled.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            throw new CancellationException();
        }
        if (harm != null) {
            throw new ProblemException(new Problem("The connection broke.", node, ""));
        }
    }

    @Override
    public int follow(Node node, String commandLine, byte[] stdin, Duration connectTimeout, Progress cancel, Consumer<String> stdout,
            Consumer<String> stderr) throws ProblemException {
        String step = step(commandLine);
        String key = node.name() + " " + step;
        if (!step.equals("true")) {
            commands.add(key);
        }
        before.accept(key);
        cancel.check();
        List<String> answer = answers.get(key);
        if (step.equals("fetch") && !dead.contains(node.name())) {
            boolean hangs = answer != null && harms.get(key) == Harm.HANGS;
            (hangs ? answer.subList(1, answer.size())
                    : List.of("bytes=1000", "total=100000", "speed=500", "peers=1", "seeders=1", "state=fetching")).forEach(stdout);
        }
        suffer(key, node.name(), cancel);
        if (answer != null) {
            answer.subList(1, answer.size()).forEach(stdout);
            return Integer.parseInt(answer.getFirst());
        }
        switch (step) {
            case "preflight" -> List.of("model=M", "has=none", "clock=" + java.time.Instant.now().getEpochSecond(), "ok=yes").forEach(stdout);
            case "fetch" -> stdout.accept("state=fetched");
            case "activate -V" -> stdout.accept("state=staged");
            case "activate" -> stdout.accept("state=activated");
            case "activate -C" -> stdout.accept("state=confirmed");
            case "activate -R" -> stdout.accept("state=rolled-back");
            case "fetch -p" -> stdout.accept("state=stopped");
            default -> { }
        }
        return 0;
    }

    @Override
    public void send(Node node, Path file, String destination, Progress progress) throws ProblemException {
        commands.add(node.name() + " send");
        suffer(node.name() + " send", node.name(), progress);
    }

    @Override
    public Operation<Outcome> wake(List<Node> nodes, List<Node> fleet) {
        return new Operation<>() {
            @Override
            public Plan plan() {
                return new Plan("wake", List.of(), List.of(), List.of());
            }

            @Override
            public Outcome run(Plan plan, Progress progress) {
                nodes.forEach(node -> commands.add(node.name() + " wake"));
                return new Outcome(List.of());
            }
        };
    }

    @Override
    public HostKeys hostKeys() {
        return new HostKeys() {
            @Override
            public Optional<Key> pinned(Node node) {
                return unpinned.contains(node.name()) ? Optional.empty() : Optional.of(new Key("ssh-ed25519", "AAAA", "SHA256:x"));
            }

            @Override
            public Status check(Node node) {
                return new Status(dead.contains(node.name()) ? State.UNREACHABLE : State.PINNED, null, null);
            }

            @Override
            public void accept(Node node, Key key) {
            }

            @Override
            public void accept(String uuid, String publicKeyLine) {
            }

            @Override
            public void forget(Node node) {
            }
        };
    }
}
