package org.bancada.cli.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

import org.bancada.cli.Invocation;
import org.bancada.cli.Terminal;
import org.bancada.cli.wire.Connection;
import org.bancada.cli.wire.Frame;
import org.bancada.cli.wire.Request;
import org.bancada.core.Language;
import org.bancada.core.SimpleProgress;

/** One command of another process, run here. It is cancelled when that process asks so, or goes away. */
final class Session {
    private static final System.Logger LOG = System.getLogger(Session.class.getName());
    private static final Duration REQUEST_PATIENCE = Duration.ofSeconds(10);
    private static final byte[] NOTHING = {};

    private final Connection connection;
    private final CommandLines lines;
    private final HeldEngines engines;
    private final SimpleProgress progress = new SimpleProgress();
    private final BlockingQueue<byte[]> input = new ArrayBlockingQueue<>(4);
    private volatile boolean begun;

    Session(Connection connection, CommandLines lines, HeldEngines engines) {
        this.connection = connection;
        this.lines = lines;
        this.engines = engines;
    }

    void run() {
        try (connection; engines) {
            Request request = accept();
            begun = true;
            Thread.ofVirtual().name("command input").start(this::listen);
            Frame last = last(request);
            connection.send(last.type(), last.body());
        } catch (IOException | IllegalArgumentException broken) {
            progress.cancel();
            LOG.log(System.Logger.Level.DEBUG, "a command's connection broke", broken);
        }
    }

    private Frame last(Request request) {
        try {
            Invocation invocation = invocation(request);
            int code = Language.during(invocation.locale(), () -> lines.run(request.arguments(), invocation));
            return new Frame(Frame.EXIT, new byte[] {(byte) code});
        } catch (TryAgainException notHere) {
            return new Frame(Frame.TRY_AGAIN, NOTHING);
        }
    }

    /** Tells the client to try once more. */
    void refuse() {
        try (connection) {
            connection.send(Frame.TRY_AGAIN, NOTHING);
        } catch (IOException gone) {
            // Then it does not wait either.
        }
    }

    /** Asks the command to stop; a client that has not said yet what it wants loses its connection. */
    void cancel() {
        progress.cancel();
        if (!begun) {
            refuse();
        }
    }

    /** Who connects and says nothing would otherwise keep its place for ever. */
    private Request accept() throws IOException {
        Thread watch = Thread.ofVirtual().name("command deadline").start(() -> {
            try {
                Thread.sleep(REQUEST_PATIENCE);
                connection.close();
            } catch (InterruptedException inTime) {
                Thread.currentThread().interrupt();
            } catch (IOException closedAnyway) {
                // Closed is what it should be.
            }
        });
        try {
            return connection.accept();
        } finally {
            watch.interrupt();
        }
    }

    private Invocation invocation(Request request) {
        Terminal terminal = new Terminal(new Input(), CancellingOutput.print(new Output(Frame.OUT), progress),
                CancellingOutput.print(new Output(Frame.ERR), progress), request.columns(), request.rows(), request.inputTerminal(), request.outputTerminal());
        return new Invocation(Path.of(request.directory()), terminal, Locale.forLanguageTag(request.language()), progress, engines);
    }

    private void listen() {
        try {
            while (true) {
                Frame frame = connection.receive();
                if (frame.type() == Frame.INPUT) {
                    // More input than was asked for is dropped: only a hostile client sends it.
                    input.offer(frame.body());
                } else if (frame.type() == Frame.CANCEL) {
                    progress.cancel();
                }
            }
        } catch (IOException gone) {
            progress.cancel();
            input.offer(NOTHING);
        }
    }

    /** Standard output or error of the client. */
    private final class Output extends OutputStream {
        private final byte type;

        Output(byte type) {
            this.type = type;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            for (int at = 0; at < length; at += Frame.MAX_BODY) {
                connection.send(type, bytes, offset + at, Math.min(Frame.MAX_BODY, length - at));
            }
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }
    }

    /** Standard input of the client, fetched piece by piece and only when it is read: a script's input is not eaten. */
    private final class Input extends InputStream {
        private byte[] piece = NOTHING;
        private int at;
        private boolean ended;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (at == piece.length && !ended) {
                fetch();
            }
            int count = Math.min(length, piece.length - at);
            System.arraycopy(piece, at, target, offset, count);
            at += count;
            return count == 0 ? -1 : count;
        }

        private void fetch() throws IOException {
            connection.send(Frame.WANT_INPUT, NOTHING);
            try {
                piece = input.take();
            } catch (InterruptedException asked) {
                Thread.currentThread().interrupt();
                piece = NOTHING;
            }
            at = 0;
            ended = piece.length == 0;
        }
    }
}
