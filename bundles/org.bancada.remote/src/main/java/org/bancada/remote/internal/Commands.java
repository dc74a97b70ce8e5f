package org.bancada.remote.internal;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.bancada.core.Node;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;

import com.jcraft.jsch.JSchException;

/** Runs one command on one node, from the connection to the exit code. Blocks the calling (virtual) thread. */
final class Commands {
    /** One argument of the node's shell holds 128 KiB; the rest is room for what goes around it. */
    static final int LONGEST = 100 << 10;
    private final Sessions sessions;

    Commands(Sessions sessions) {
        this.sessions = sessions;
    }

    /**
     * What to run and how.
     *
     * @param stdin opened once the connection stands, closed with it
     * @param connectTimeout for the TCP connection
     * @param timeout for the command; zero means never
     * @param killable whether cancelling ends it on the node too; else only the listening ends
     */
    record Call(String line, Supplier<InputStream> stdin, Duration connectTimeout, Duration timeout, boolean killable) {
        static Call of(String line, Duration connectTimeout) {
            return new Call(line, InputStream::nullInputStream, connectTimeout, Duration.ZERO, true);
        }
    }

    /** How it ended. {@code signal} ended it, or is empty; {@code timedOut} says that its time was over. */
    record Ended(int exitCode, String signal, boolean timedOut) {
    }

    /**
     * @throws ProblemException when it could not be started, or the connection broke
     * @throws CancellationException when {@code cancel} asked to stop; the command is ended by then as far as it could be
     */
    Ended run(Node node, Call call, Progress cancel, Consumer<String> stdout, Consumer<String> stderr) throws ProblemException {
        if (call.line().length() > LONGEST || call.line().indexOf('\0') >= 0) {
            throw Texts.problem(node.name(), "command.long", LONGEST >> 10);
        }
        try (Sessions.Lease lease = sessions.lease(node, call.connectTimeout(), cancel)) {
            RemoteProcess process;
            InputStream stdin = call.stdin().get();
            try {
                Duration open = lease.fresh() ? Duration.ZERO : call.connectTimeout();
                process = RemoteProcess.start(lease.session(), call.line(), call.killable(), stdin, stdout, stderr, open);
            } catch (JSchException failed) {
                lease.broken();
                close(stdin);
                if (lease.fresh()) {
                    throw Texts.problem(failed, node.name(), "lost");
                }
                process = null;
            }
            if (process != null) {
                return await(node, process, call, lease, cancel);
            }
        }
        return run(node, call, cancel, stdout, stderr);
    }

    private static Ended await(Node node, RemoteProcess process, Call call, Sessions.Lease lease, Progress cancel) throws ProblemException {
        boolean inTime;
        try (Progress.Registration registration = cancel.onCancel(() -> Thread.startVirtualThread(process::kill))) {
            inTime = process.await(call.timeout());
            if (!inTime) {
                process.kill();
            }
        } catch (InterruptedException stop) {
            process.kill();
            Thread.currentThread().interrupt();
            throw new CancellationException();
        }
        if (process.wasKilled() && inTime) {
            throw new CancellationException();
        }
        if (inTime && process.exitCode() < 0 && process.signal().isEmpty()) {
            lease.broken();
            throw Texts.problem(node.name(), "lost");
        }
        return new Ended(process.exitCode(), process.signal(), !inTime);
    }

    private static void close(InputStream stdin) {
        try {
            stdin.close();
        } catch (IOException unread) {
            // Nothing was read from it.
        }
    }

    /** A word of a shell's command line that means exactly this text. */
    static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
