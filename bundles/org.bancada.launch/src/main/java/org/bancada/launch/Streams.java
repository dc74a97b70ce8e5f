package org.bancada.launch;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;

/** The three standard streams as the process got them, without the buffers and locks of {@link System#out}. */
record Streams(InputStream in, OutputStream out, OutputStream err) {

    /**
     * Takes the streams for the command alone. What a library prints to {@code System.out} goes to standard error from now on, so that it
     * does not end up in a script's JSON.
     */
    static Streams take() {
        Streams own = new Streams(new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err));
        System.setIn(InputStream.nullInputStream());
        System.setOut(new PrintStream(own.err(), true));
        return own;
    }
}
