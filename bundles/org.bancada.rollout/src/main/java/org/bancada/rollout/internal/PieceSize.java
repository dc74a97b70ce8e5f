package org.bancada.rollout.internal;

import org.bancada.core.ByteSize;
import org.bancada.image.Image;

/** How long a torrent's pieces are. */
final class PieceSize {
    private static final int SMALLEST = 256 << 10;
    /** In a qcow2 file clusters lie where they were written first, so smaller pieces find little more that is the same. */
    private static final int LARGE_QCOW2_PIECE = 1 << 20;
    private static final long LARGE_QCOW2 = 1L << 30;
    private static final int BIGGEST = 16 << 20;
    /** Small pieces make differences cheap and spread early; more than this many make announcing and checking slow. */
    private static final int MOST_PIECES = 32768;

    private PieceSize() {
    }

    /**
     * A power of two. Raw images have their content at the same place in each version: the smallest pieces that are not too many. Others: 256 KiB for
     * small images, 1 MiB from 1 GiB on, more only where there would be too many.
     */
    static int of(Image image) {
        int length = isLargeQcow2(image) ? LARGE_QCOW2_PIECE : SMALLEST;
        while (length < BIGGEST && image.size() / length > MOST_PIECES) {
            length *= 2;
        }
        return length;
    }

    private static boolean isLargeQcow2(Image image) {
        return !image.format().equals("raw") && image.size() >= LARGE_QCOW2;
    }

    /** For people: the length and why it is that. @param length of a torrent that may have been made by another rule */
    static String text(Image image, int length) {
        String why = length != of(image) ? "pieces.kept"
                : isLargeQcow2(image) && length == LARGE_QCOW2_PIECE ? "pieces.qcow2"
                : length == SMALLEST ? "pieces.smallest" : "pieces.many";
        return Texts.TEXT.text("pieces", ByteSize.text(length), Texts.TEXT.text(why, Integer.toString(MOST_PIECES)));
    }
}
