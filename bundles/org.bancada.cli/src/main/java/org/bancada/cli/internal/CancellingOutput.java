package org.bancada.cli.internal;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import org.bancada.core.SimpleProgress;

/** An output that asks the command to stop as soon as nobody reads it any more. */
final class CancellingOutput extends FilterOutputStream {
    private final SimpleProgress progress;

    private CancellingOutput(OutputStream target, SimpleProgress progress) {
        super(target);
        this.progress = progress;
    }

    /** What verbs print to: each line goes out at once. */
    static PrintStream print(OutputStream target, SimpleProgress progress) {
        return new PrintStream(new BufferedOutputStream(new CancellingOutput(target, progress)), true, StandardCharsets.UTF_8);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException nobodyReads) {
            progress.cancel();
            throw nobodyReads;
        }
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }
}
