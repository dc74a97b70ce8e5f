package org.bancada.log.internal;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
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
    /** Length and sum. */
    private static final int HEAD = 8;
    /** Three texts without a character, time and order. */
    private static final int LEAST_EVENT = 3 * Integer.BYTES + 2 * Long.BYTES;
    private static final int LEAST_BLOCK = Integer.BYTES + LEAST_EVENT;

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

    /** A file with a part that could not be read. */
    record Damage(Path file, long bytes) {
    }

    /**
     * Reads the files of {@link #rotate} back, block by block, in the order of writing. Behind a broken block the next whole one is looked for;
     * a last one that is not whole is what a death cut off, and no damage.
     */
    static List<Damage> replay(List<Path> files, Consumer<List<Event>> to) throws IOException {
        List<Damage> damages = new ArrayList<>();
        for (Path file : files) {
            long broken;
            try (FileChannel channel = FileChannel.open(file)) {
                broken = replay(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()), to);
            }
            if (broken > 0) {
                damages.add(new Damage(file, broken));
            }
        }
        return damages;
    }

    private static long replay(ByteBuffer file, Consumer<List<Event>> to) throws IOException {
        long broken = 0;
        int read = 0;
        int at = 0;
        while (file.limit() - at >= HEAD + LEAST_BLOCK) {
            if (isBlock(file, at)) {
                byte[] block = new byte[file.getInt(at)];
                file.get(at + HEAD, block);
                to.accept(events(block));
                broken += at - read;
                at += HEAD + block.length;
                read = at;
            } else {
                at++;
            }
        }
        int left = file.limit() - read;
        boolean whole = left > HEAD && file.getInt(read) >= 0 && file.getInt(read) <= left - HEAD;
        return whole ? broken + left : broken;
    }

    /** The sum is looked at last: a search goes through every byte of what is broken. */
    private static boolean isBlock(ByteBuffer file, int at) {
        int length = file.getInt(at);
        if (length < LEAST_BLOCK || length > file.limit() - at - HEAD) {
            return false;
        }
        int count = file.getInt(at + HEAD);
        int idLength = file.getInt(at + HEAD + Integer.BYTES);
        if (count < 1 || count > length / LEAST_EVENT || idLength < 0 || idLength > length) {
            return false;
        }
        CRC32C sum = new CRC32C();
        sum.update(file.slice(at + HEAD, length));
        return (int) sum.getValue() == file.getInt(at + Integer.BYTES);
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
