package org.bancada.launch;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalInt;

import org.bancada.cli.wire.Connection;
import org.bancada.cli.wire.Frame;
import org.bancada.cli.wire.Request;
import org.bancada.cli.wire.SocketFile;

/** Hands a command to the process that owns the data folder, and prints what comes back while it comes. */
final class CommandClient {
    private final Path socket;
    private final Streams streams;
    private final Ending ending;

    CommandClient(Path socket, Streams streams, Ending ending) {
        this.socket = socket;
        this.streams = streams;
        this.ending = ending;
    }

    /**
     * @return the exit code; empty when nobody answers there, or the owner is about to end
     * @throws OwnerGoneException when the owner died after it had begun
     * @throws IOException when standard output cannot be written (somebody closed the pipe)
     */
    OptionalInt run(Request request) throws IOException, OwnerGoneException {
        if (!Files.exists(socket)) {
            return OptionalInt.empty();
        }
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX); SocketFile file = new SocketFile(socket);
                Connection connection = new Connection(channel)) {
            try {
                channel.connect(file.address());
                connection.open(request);
            } catch (IOException nobodyThere) {
                // Refused: the socket of a process that died. Reset: one that is just ending.
                return OptionalInt.empty();
            }
            ending.onCancel(() -> cancel(connection));
            return converse(connection);
        }
    }

    private OptionalInt converse(Connection connection) throws IOException, OwnerGoneException {
        boolean begun = false;
        while (true) {
            Frame frame;
            try {
                frame = connection.receive();
            } catch (IOException gone) {
                if (begun) {
                    throw new OwnerGoneException(gone);
                }
                return OptionalInt.empty();
            }
            begun = true;
            switch (frame.type()) {
                case Frame.OUT -> streams.out().write(frame.body());
                case Frame.ERR -> streams.err().write(frame.body());
                case Frame.WANT_INPUT -> Thread.ofPlatform().daemon().start(() -> sendInput(connection));
                case Frame.EXIT -> {
                    return OptionalInt.of(frame.body().length == 1 ? frame.body()[0] : 1);
                }
                case Frame.TRY_AGAIN -> {
                    return OptionalInt.empty();
                }
                default -> throw new OwnerGoneException(new IOException("frame of type " + frame.type()));
            }
        }
    }

    /** In a thread of its own: who waits for a key must still see what is printed. */
    private void sendInput(Connection connection) {
        try {
            byte[] piece = new byte[8192];
            int length = streams.in().read(piece);
            connection.send(Frame.INPUT, length < 0 ? new byte[0] : Arrays.copyOf(piece, length));
        } catch (IOException overAnyway) {
            // The receiving side sees the end of the connection and says so.
        }
    }

    private static void cancel(Connection connection) {
        try {
            connection.send(Frame.CANCEL, new byte[0]);
        } catch (IOException overAnyway) {
            // As above.
        }
    }

    /** The owner of the data died while it worked for us: nobody knows how far it came. */
    static final class OwnerGoneException extends Exception {
        private static final long serialVersionUID = 1L;

        OwnerGoneException(Throwable cause) {
            super(cause);
        }
    }
}
