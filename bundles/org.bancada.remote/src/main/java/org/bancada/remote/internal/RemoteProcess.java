package org.bancada.remote.internal;

import java.io.InputStream;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;

/** One command on one node. */
final class RemoteProcess {
    private static final Duration KILL = Duration.ofSeconds(3);
    /**
     * Says the process group before the command begins: sshd sends signals neither for root nor behind a forced command, so
     * {@link #kill} needs a second command. What has left the group on purpose (a detached download) is not ended.
     */
    private static final String GROUP = "{ read -r _ _ _ _ BANCADA_G _; } </proc/self/stat 2>/dev/null; echo \"%s $BANCADA_G\"; unset BANCADA_G; ";

    private final Session session;
    private final ChannelExec channel;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final CountDownLatch grouped = new CountDownLatch(1);
    private final AtomicBoolean killed = new AtomicBoolean();
    private final String token;
    private volatile String group = "";

    private RemoteProcess(Session session, ChannelExec channel, String token) {
        this.session = session;
        this.channel = channel;
        this.token = token;
    }

    /**
     * Starts it.
     *
     * @param killable whether {@link #kill} shall end it on the node; else it only stops listening
     * @param openTimeout for the channel to open; zero leaves it to JSch (20 s)
     */
    static RemoteProcess start(Session session, String command, boolean killable, InputStream stdin, Consumer<String> stdout,
            Consumer<String> stderr, Duration openTimeout) throws JSchException {
        ChannelExec channel = (ChannelExec) session.openChannel("exec");
        RemoteProcess process = new RemoteProcess(session, channel, killable ? "bancada-" + UUID.randomUUID() : null);
        channel.setCommand((killable ? GROUP.formatted(process.token) + command : command).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        channel.setInputStream(stdin);
        Consumer<String> lines = killable ? process.withoutGroup(stdout) : stdout;
        channel.setOutputStream(new LineSplitter(lines, () -> { }));
        // JSch closes the error stream when the channel is closed for good, after the exit code came.
        channel.setErrStream(new LineSplitter(stderr, process.ended::countDown));
        try {
            channel.connect((int) openTimeout.toMillis());
        } catch (JSchException failed) {
            channel.disconnect();
            throw failed;
        }
        return process;
    }

    private Consumer<String> withoutGroup(Consumer<String> stdout) {
        boolean[] begun = new boolean[1];
        return line -> {
            if (begun[0] || !line.startsWith(token)) {
                stdout.accept(line);
                return;
            }
            begun[0] = true;
            String id = line.substring(token.length()).strip();
            group = id.matches("[1-9][0-9]{0,9}") && !id.equals("1") ? id : "";
            grouped.countDown();
        };
    }

    /** Waits for the end; zero waits as long as it takes. False when the time was over first. */
    boolean await(Duration timeout) throws InterruptedException {
        if (timeout.isZero()) {
            ended.await();
            return true;
        }
        return ended.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Ends it, on the node too when it is killable; returns when it has ended, after 6 s at most. */
    void kill() {
        if (!killed.compareAndSet(false, true)) {
            return;
        }
        if (token != null && session.isConnected()) {
            killOnNode();
        }
        channel.disconnect();
        ended.countDown();
    }

    private void killOnNode() {
        try {
            // Stopped in its first moment it has not said its group yet: without that it would go on.
            if (!grouped.await(KILL.toMillis(), TimeUnit.MILLISECONDS) || group.isEmpty()) {
                channel.sendSignal("KILL");
                return;
            }
            String script = "kill -TERM -" + group + " 2>/dev/null || exit 0; for i in 1 2 3 4 5; do sleep 0.2; kill -0 -" + group
                    + " 2>/dev/null || exit 0; done; kill -KILL -" + group + " 2>/dev/null";
            RemoteProcess killer = start(session, script, false, InputStream.nullInputStream(), line -> { }, line -> { }, KILL);
            try {
                killer.await(KILL);
            } finally {
                killer.channel.disconnect();
            }
        } catch (Exception notReachable) {
            if (notReachable instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            System.getLogger(RemoteProcess.class.getName()).log(System.Logger.Level.DEBUG, "could not end a command on its node", notReachable);
        }
    }

    boolean wasKilled() {
        return killed.get();
    }

    /** The exit code, -1 when there is none. */
    int exitCode() {
        return channel.getExitStatus();
    }

    /** The signal that ended it, empty when none did. */
    String signal() {
        String signal = channel.getExitSignal();
        return signal == null ? "" : signal;
    }
}
