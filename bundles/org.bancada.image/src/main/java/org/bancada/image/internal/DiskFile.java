package org.bancada.image.internal;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.Map;

import org.bancada.core.ByteSize;
import org.bancada.core.Messages;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;

/**
 * Tells from a file's own bytes whether it is a raw or a qcow2 disk, before any other program opens it: a hostile qcow2 can name other
 * files (backing file, external data file), and qemu-img would follow. Sources: QEMU docs/interop/qcow2.txt; UEFI specification 5.3 (GPT).
 */
final class DiskFile {
    private static final Messages TEXT = Messages.beside(DiskFile.class);
    private static final int SECTOR = 512;
    private static final int QCOW2_MAGIC = 0x514649fb;
    private static final int EXTERNAL_DATA_EXTENSION = 0x44415441;
    private static final int BACKING_FORMAT_EXTENSION = 0xe2792aca;
    private static final long INCOMPATIBLE_EXTERNAL_DATA = 1L << 2;

    /** Beginnings of files that people take for disk images. */
    private static final Map<String, String> FOREIGN = Map.ofEntries(Map.entry("1f8b", "gzip"), Map.entry("fd377a585a00", "xz"),
            Map.entry("28b52ffd", "zstd"), Map.entry("425a68", "bzip2"), Map.entry("504b0304", "zip"), Map.entry("377abcaf271c", "7-Zip"),
            Map.entry("4b444d56", "VMDK"), Map.entry("23204469736b2044", "VMDK"), Map.entry("636f6e6563746978", "VHD"),
            Map.entry("7668647866696c65", "VHDX"), Map.entry("3c3c3c20", "VDI"), Map.entry("7f454c46", "ELF"), Map.entry("25504446", "PDF"),
            Map.entry("514649fb00000001", "qcow (1)"), Map.entry("51454400", "QED"));

    private DiskFile() {
    }

    /** @return "raw" or "qcow2" */
    static String format(Path file) throws ProblemException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            if (size == 0) {
                throw refuse(file, "disk.empty");
            }
            byte[] start = read(channel, 0, (int) Math.min(size, 2 * SECTOR));
            for (Map.Entry<String, String> foreign : FOREIGN.entrySet()) {
                if (HexFormat.of().formatHex(start).startsWith(foreign.getKey())) {
                    throw refuse(file, "disk.foreign", foreign.getValue());
                }
            }
            if (start.length >= 4 && ByteBuffer.wrap(start).getInt() == QCOW2_MAGIC) {
                checkQcow2(file, channel, size);
                return "qcow2";
            }
            checkRaw(file, start, size);
            return "raw";
        } catch (IOException unreadable) {
            throw new ProblemException(new Problem(TEXT.text("file.unreadable", reason(unreadable)), file.toString(), ""), unreadable);
        }
    }

    private static void checkQcow2(Path file, FileChannel channel, long size) throws IOException, ProblemException {
        if (size < 104) {
            throw refuse(file, "disk.truncated", ByteSize.text(size));
        }
        ByteBuffer header = ByteBuffer.wrap(read(channel, 0, 104));
        int version = header.getInt(4);
        if (version != 2 && version != 3) {
            throw refuse(file, "disk.qcow2.version", Integer.toString(version));
        }
        if (header.getLong(8) != 0 || header.getInt(16) != 0) {
            throw refuse(file, "disk.backing");
        }
        if (version == 3 && (header.getLong(72) & INCOMPATIBLE_EXTERNAL_DATA) != 0) {
            throw refuse(file, "disk.external");
        }
        long at = version == 3 ? Integer.toUnsignedLong(header.getInt(100)) : 72;
        for (int seen = 0; seen < 64 && at + 8 <= size; seen++) {
            ByteBuffer extension = ByteBuffer.wrap(read(channel, at, 8));
            int type = extension.getInt();
            long length = Integer.toUnsignedLong(extension.getInt());
            if (type == 0) {
                return;
            }
            if (type == EXTERNAL_DATA_EXTENSION || type == BACKING_FORMAT_EXTENSION) {
                throw refuse(file, type == EXTERNAL_DATA_EXTENSION ? "disk.external" : "disk.backing");
            }
            at += 8 + (length + 7) / 8 * 8;
        }
        throw refuse(file, "disk.qcow2.header");
    }

    private static void checkRaw(Path file, byte[] start, long size) throws ProblemException {
        if (size % SECTOR != 0) {
            throw refuse(file, "disk.sectors", Long.toString(size));
        }
        if (new String(start, StandardCharsets.ISO_8859_1).chars().allMatch(c -> c >= ' ' && c < 127 || c == '\n' || c == '\r' || c == '\t')) {
            throw refuse(file, "disk.foreign", "text");
        }
        long needed = partitionedSectors(ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN)) * SECTOR;
        if (needed > size) {
            throw refuse(file, "disk.cut", ByteSize.text(needed), ByteSize.text(size));
        }
    }

    /** How many sectors the partition table says the disk has at least; 0 without a table. */
    private static long partitionedSectors(ByteBuffer start) {
        if (start.limit() < 2 * SECTOR || start.getShort(510) != (short) 0xaa55) {
            return 0;
        }
        if (start.getLong(SECTOR) == 0x5452415020494645L) {
            long backupHeader = start.getLong(SECTOR + 32);
            return backupHeader > 0 && backupHeader < 1L << 50 ? backupHeader + 1 : 0;
        }
        long sectors = 0;
        for (int entry = 446; entry < 510; entry += 16) {
            boolean plausible = (start.get(entry) & 0x7f) == 0;
            if (!plausible) {
                return 0;
            }
            if (start.get(entry + 4) != 0) {
                sectors = Math.max(sectors, Integer.toUnsignedLong(start.getInt(entry + 8)) + Integer.toUnsignedLong(start.getInt(entry + 12)));
            }
        }
        return sectors;
    }

    private static byte[] read(FileChannel channel, long at, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, at + buffer.position()) < 0) {
                throw new EOFException(TEXT.text("disk.short"));
            }
        }
        return buffer.array();
    }

    private static ProblemException refuse(Path file, String key, Object... arguments) {
        String cure = key.equals("disk.backing") || key.equals("disk.external") ? TEXT.text("disk.convert") : TEXT.text("disk.cure");
        return new ProblemException(new Problem(TEXT.text(key, arguments), file.toString(), cure));
    }

    /** An I/O error's own words, without the file's name in front where it is all there is. */
    static String reason(IOException failure) {
        if (failure instanceof java.nio.file.NoSuchFileException) {
            return TEXT.text("file.absent");
        }
        if (failure instanceof java.nio.file.AccessDeniedException) {
            return TEXT.text("file.denied");
        }
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    /** @throws ProblemException when it is no regular file that can be read */
    static void requireRegular(Path file) throws ProblemException {
        if (!Files.exists(file)) {
            throw new ProblemException(new Problem(TEXT.text("file.absent"), file.toString(), ""));
        }
        if (!Files.isRegularFile(file)) {
            throw new ProblemException(new Problem(TEXT.text("file.special"), file.toString(), ""));
        }
        if (!Files.isReadable(file)) {
            throw new ProblemException(new Problem(TEXT.text("file.denied"), file.toString(), ""));
        }
    }
}
