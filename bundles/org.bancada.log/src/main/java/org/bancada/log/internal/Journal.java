package org.bancada.log.internal;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

import org.bancada.log.Event;

/**
 * What was taken but is not yet durable in the index: files {@code journal-N} of blocks, each with length and CRC-32C, forced to disk before
 * anybody is told that it was taken. A block that a death left half written is the last one of its file and was acknowledged to nobody.
 */
final class Journal implements AutoCloseable {
    private static final String PREFIX = "journal-";

    private final Path folder;
    private long number;
    private FileChannel channel;
    private long written;
    private long forced;
    private final Object forcing = new Object();

    Journal(Path folder) throws IOException {
        this.folder = folder;
        number = files().stream().mapToLong(Journal::number).max().orElse(0);
        rotate();
    }

    /** Writes events down; they survive once this returns. */
    void append(List<Event> events) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 12);
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(events.size());
        for (Event event : events) {
            text(out, event.id());
            text(out, event.kind());
            out.writeLong(event.time().toEpochMilli());
            out.writeLong(event.order());
            text(out, event.json());
        }
        byte[] block = bytes.toByteArray();
        CRC32C sum = new CRC32C();
        sum.update(block);
        ByteBuffer framed = ByteBuffer.allocate(block.length + 8).putInt(block.length).putInt((int) sum.getValue()).put(block).flip();
        long end;
        FileChannel to;
        synchronized (this) {
            long before = written;
            to = channel;
            try {
                while (framed.hasRemaining()) {
                    written += to.write(framed, written);
                }
            } catch (IOException failed) {
                written = before;
                to.truncate(before);
                throw failed;
            }
            end = written;
        }
        force(to, end);
    }

    /** One call of the disk serves everybody who waits. */
    private void force(FileChannel to, long end) throws IOException {
        synchronized (forcing) {
            if (to == channel && forced >= end) {
                return;
            }
            long all;
            synchronized (this) {
                all = written;
            }
            to.force(false);
            forced = Math.max(forced, all);
        }
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    synchronized long size() {
        return written;
    }

    /**
     * Begins a new file. To be called while nobody appends.
     *
     * @return the files before, to be removed once the index has what is in them
     */
    synchronized List<Path> rotate() throws IOException {
        List<Path> before = files();
        FileChannel fresh = FileChannel.open(folder.resolve(PREFIX + (number + 1)), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
        number++;
        if (channel != null) {
            channel.close();
        }
        channel = fresh;
        written = 0;
        forced = 0;
        return before;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.getFileName().toString().matches(PREFIX + "\\d{1,18}"))
                    .sorted((a, b) -> Long.compare(number(a), number(b))).toList();
        }
    }

    private static long number(Path file) {
        return Long.parseLong(file.getFileName().toString().substring(PREFIX.length()));
    }

    /** Reads the files of {@link #rotate} back, block by block, in the order of writing; what is behind a broken block is left. */
    static void replay(List<Path> files, Consumer<List<Event>> to) throws IOException {
        for (Path file : files) {
            long left = Files.size(file);
            try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
                while (left > 8) {
                    int length = in.readInt();
                    int sum = in.readInt();
                    left -= 8;
                    if (length < 0 || length > left) {
                        break;
                    }
                    byte[] block = in.readNBytes(length);
                    left -= length;
                    CRC32C actual = new CRC32C();
                    actual.update(block);
                    if ((int) actual.getValue() != sum) {
                        break;
                    }
                    to.accept(events(block));
                }
            } catch (EOFException cut) {
                System.getLogger(Journal.class.getName()).log(System.Logger.Level.DEBUG, "journal ends early: " + file, cut);
            }
        }
    }

    private static List<Event> events(byte[] block) throws IOException {
        DataInputStream in = new DataInputStream(new java.io.ByteArrayInputStream(block));
        int count = in.readInt();
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String id = text(in);
            String kind = text(in);
            long time = in.readLong();
            long order = in.readLong();
            events.add(new Event(id, kind, Instant.ofEpochMilli(time), order, text(in)));
        }
        return events;
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }

    @Override
    public synchronized void close() throws IOException {
        channel.close();
    }
}
