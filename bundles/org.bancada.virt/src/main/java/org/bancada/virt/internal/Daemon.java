package org.bancada.virt.internal;

import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.bancada.core.Node;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.remote.Remote;
import org.bancada.remote.Tunnel;
import org.libvirt.Connect;
import org.libvirt.Domain;
import org.libvirt.Error.ErrorNumber;
import org.libvirt.LibvirtException;

/**
 * A connection to libvirt on one node. Native calls are made by one thread of its own (libvirt keeps its last error per thread, and a call cannot
 * be interrupted); what ends a call that takes too long, or is cancelled, is that its tunnel is closed.
 */
final class Daemon implements AutoCloseable {
    private static final Duration OPEN = Duration.ofSeconds(15);
    private static final Duration CLOSE = Duration.ofSeconds(3);

    private final Node node;
    private final Tunnel tunnel;
    private final Progress cancel;
    private final ExecutorService thread;
    /** Set by its own thread, as soon as it is there. */
    private volatile Connect connect;

    /** Something that libvirt is asked. */
    interface Call<T> {
        T on(Connect connect) throws LibvirtException;
    }

    /** Something that is done with one guest. */
    interface DomainCall<T> {
        T on(Domain domain) throws LibvirtException;
    }

    private Daemon(Node node, Tunnel tunnel, Progress cancel) {
        this.node = node;
        this.tunnel = tunnel;
        this.cancel = cancel;
        this.thread = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("libvirt-" + node.name()).factory());
    }

    /**
     * Connects.
     *
     * @throws ProblemException when the node cannot be reached, or libvirt refuses, or answers with something else than libvirt's protocol, or
     *         does not run there, see {@link #isMissing}
     */
    static Daemon open(NativeLibvirt natively, Remote remote, Node node, Progress cancel) throws ProblemException {
        List<LibvirtSocket> sockets = LibvirtSocket.find(remote, node, cancel);
        if (sockets.isEmpty()) {
            throw Texts.problem(new NoSuchElementException("libvirt"), node.name(), "none");
        }
        natively.load();
        ProblemException first = null;
        for (LibvirtSocket socket : sockets) {
            Daemon daemon = new Daemon(node, remote.tunnel(node, socket.path(), LibvirtSocket.CONNECT, cancel), cancel);
            try {
                String uri = socket.through(daemon.tunnel.socket());
                daemon.call(OPEN, nothing -> daemon.connect = new Connect(uri));
                return daemon;
            } catch (ProblemException | CancellationException failed) {
                daemon.close();
                if (failed instanceof CancellationException cancelled) {
                    throw cancelled;
                }
                first = first == null ? (ProblemException) failed : first;
            }
        }
        throw first;
    }

    /**
     * @throws ProblemException when libvirt refuses, or has not answered in time; then this connection is of no more use
     * @throws CancellationException when the person asked to stop
     */
    <T> T call(Duration limit, Call<T> call) throws ProblemException {
        cancel.check();
        Future<T> answer = thread.submit(() -> call.on(connect));
        try (Progress.Registration registration = cancel.onCancel(tunnel::close)) {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            tunnel.close();
            throw Texts.problem(late, node.name(), "slow", limit.toSeconds());
        } catch (InterruptedException stop) {
            tunnel.close();
            Thread.currentThread().interrupt();
            throw new CancellationException();
        } catch (ExecutionException failed) {
            cancel.check();
            throw explained(failed.getCause());
        }
    }

    /** @param uuid the guest's */
    <T> T onGuest(String uuid, Duration limit, DomainCall<T> call) throws ProblemException {
        return call(limit, connection -> {
            Domain domain = connection.domainLookupByUUIDString(uuid);
            try {
                return call.on(domain);
            } finally {
                domain.free();
            }
        });
    }

    private ProblemException explained(Throwable failed) {
        if (failed instanceof LibvirtException libvirt && libvirt.getError() != null) {
            ErrorNumber code = libvirt.getError().getCode();
            String said = Clean.line(libvirt.getError().getMessage());
            if (code == ErrorNumber.VIR_ERR_NO_DOMAIN) {
                return Texts.problem(libvirt, node.name(), "guest.gone");
            }
            boolean refused = code.name().startsWith("VIR_ERR_AUTH");
            return Texts.problem(libvirt, node.name(), refused ? "refused" : "libvirt", said);
        }
        if (failed instanceof java.lang.Error && !(failed instanceof LinkageError)) {
            System.getLogger(Daemon.class.getName()).log(System.Logger.Level.ERROR, "libvirt on " + node.name(), failed);
        }
        return Texts.problem(failed, node.name(), "libvirt", Clean.line(String.valueOf(failed.getMessage())));
    }

    /** Whether a problem is that libvirt does not run on the node. */
    static boolean isMissing(ProblemException problem) {
        return problem.getCause() instanceof NoSuchElementException;
    }

    /** Whether a problem is that the guest is gone: one without a definition goes when it is switched off. */
    static boolean isGone(ProblemException problem) {
        return problem.getCause() instanceof LibvirtException libvirt && libvirt.getError() != null
                && libvirt.getError().getCode() == ErrorNumber.VIR_ERR_NO_DOMAIN;
    }

    /** All guests; to be freed by {@link #free}. */
    static List<Domain> domains(Connect connect) throws LibvirtException {
        return List.of(connect.listAllDomains(0));
    }

    static void free(Iterable<Domain> domains) throws LibvirtException {
        for (Domain domain : domains) {
            domain.free();
        }
    }

    @Override
    public void close() {
        Future<?> closing = thread.submit(() -> {
            if (connect != null) {
                connect.close();
            }
            return null;
        });
        thread.shutdown();
        try {
            closing.get(connect == null ? 0 : CLOSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException gone) {
            System.getLogger(Daemon.class.getName()).log(System.Logger.Level.DEBUG, "closing libvirt on " + node.name(), gone);
        } finally {
            tunnel.close();
        }
    }
}
