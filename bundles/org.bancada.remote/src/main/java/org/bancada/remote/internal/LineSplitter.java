package org.bancada.remote.internal;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Cuts what a node prints into lines as it comes. Lines are UTF-8, with U+FFFD where they are not; a line that is too long is cut, its rest
 * is dropped. JSch writes from the connection's own thread, so a slow listener slows the node, and nothing piles up here.
 */
final class LineSplitter extends OutputStream {
    static final int LONGEST = 64 << 10;
    private static final System.Logger LOG = System.getLogger(LineSplitter.class.getName());

    private final Consumer<String> listener;
    private final Runnable onClose;
    private byte[] line = new byte[256];
    private int length;
    private boolean closed;
    private boolean refused;

    LineSplitter(Consumer<String> listener, Runnable onClose) {
        this.listener = listener;
        this.onClose = onClose;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int count) {
        int start = offset;
        for (int i = offset; i < offset + count; i++) {
            if (bytes[i] == '\n') {
                append(bytes, start, i - start);
                emit();
                start = i + 1;
            }
        }
        append(bytes, start, offset + count - start);
    }

    private void append(byte[] bytes, int from, int count) {
        int taken = Math.min(count, LONGEST - length);
        if (taken > line.length - length) {
            line = Arrays.copyOf(line, Math.min(LONGEST, Math.max(line.length * 2, length + taken)));
        }
        System.arraycopy(bytes, from, line, length, taken);
        length += taken;
    }

    private void emit() {
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        String text = new String(line, 0, end, StandardCharsets.UTF_8);
        length = 0;
        try {
            listener.accept(text);
        } catch (RuntimeException failed) {
            // Thrown on, it would end the connection with everything else on it.
            if (!refused) {
                refused = true;
                LOG.log(System.Logger.Level.WARNING, "a listener failed on a line of output", failed);
            }
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (length > 0) {
            emit();
        }
        onClose.run();
    }
}
