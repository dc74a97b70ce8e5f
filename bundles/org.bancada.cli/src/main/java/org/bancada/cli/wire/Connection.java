package org.bancada.cli.wire;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.ReentrantLock;

/** One end of a command socket. Several threads may send; one receives. */
public final class Connection implements Closeable {
    /** Sent first by the client: a stray client of another protocol is found out at once. */
    private static final int GREETING = 0x42414e32;
    private static final int HEADER = 5;

    private final SocketChannel channel;
    private final ReentrantLock sending = new ReentrantLock();

    public Connection(SocketChannel channel) {
        this.channel = channel;
    }

    /** Client side: says hello and hands the request over. */
    public void open(Request request) throws IOException {
        byte[] body = request.encode();
        if (body.length > Frame.MAX_REQUEST) {
            throw new ProtocolException("the command line is longer than " + Frame.MAX_REQUEST + " bytes");
        }
        writeFully(ByteBuffer.allocate(4).putInt(GREETING).flip());
        send(Frame.REQUEST, body);
    }

    /** Owner's side: what the client asks for. */
    public Request accept() throws IOException {
        ByteBuffer greeting = ByteBuffer.allocate(4);
        readFully(greeting);
        if (greeting.flip().getInt() != GREETING) {
            throw new ProtocolException("not a bancada command");
        }
        Frame frame = receive(Frame.MAX_REQUEST);
        if (frame.type() != Frame.REQUEST) {
            throw new ProtocolException("no request but " + frame.type());
        }
        return Request.decode(frame.body());
    }

    public void send(byte type, byte[] body) throws IOException {
        send(type, body, 0, body.length);
    }

    /** Sends a frame; blocks while the other side does not read. */
    public void send(byte type, byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(HEADER + length).put(type).putInt(length).put(bytes, offset, length).flip();
        sending.lock();
        try {
            writeFully(frame);
        } finally {
            sending.unlock();
        }
    }

    public Frame receive() throws IOException {
        return receive(Frame.MAX_BODY);
    }

    private Frame receive(int maxBody) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        readFully(header);
        byte type = header.flip().get();
        int length = header.getInt();
        if (length < 0 || length > maxBody) {
            throw new ProtocolException("a frame of " + Integer.toUnsignedString(length) + " bytes; at most " + maxBody + " are taken");
        }
        ByteBuffer body = ByteBuffer.allocate(length);
        readFully(body);
        return new Frame(type, body.array());
    }

    private void writeFully(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private void readFully(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new EOFException("the other side went away");
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
