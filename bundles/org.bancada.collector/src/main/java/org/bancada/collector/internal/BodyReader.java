package org.bancada.collector.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Reads a request's body within bounds of size and time. The server's idle timeout starts again with every byte, so a client that drips
 * needs a deadline of its own.
 */
final class BodyReader {
    private final int mostBytes;
    private final Duration deadline;

    BodyReader(int mostBytes, Duration deadline) {
        this.mostBytes = mostBytes;
        this.deadline = deadline;
    }

    /** A body that is not taken, with the HTTP status that says so. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final int status;

        Refused(int status, String why) {
            super(why);
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    /** What all bodies that are being worked on may take together: each one takes its share while it comes, and gives it back when it is closed. */
    static final class Room {
        private static final int STEP = 1 << 20;
        private final Semaphore steps;

        Room(int mostBytes) {
            steps = new Semaphore(mostBytes / STEP);
        }

        Share share() {
            return new Share(this);
        }
    }

    /** One body's share of the room; used by one thread. */
    static final class Share implements AutoCloseable {
        private final Room room;
        private int steps;

        private Share(Room room) {
            this.room = room;
        }

        private void grow(int bytes) throws Refused {
            while (steps * (long) Room.STEP < bytes) {
                if (!room.steps.tryAcquire()) {
                    throw new Refused(429, "too many large bodies at once; send it again later");
                }
                steps++;
            }
        }

        @Override
        public void close() {
            room.steps.release(steps);
            steps = 0;
        }
    }

    /** @return the body, unpacked when it came packed by gzip */
    byte[] read(HttpServletRequest request) throws Refused {
        return read(request, null);
    }

    /** @param share of the room for all bodies, to be closed when the body is no longer needed; null when their number is no matter */
    byte[] read(HttpServletRequest request, Share share) throws Refused {
        if (request.getContentLengthLong() > mostBytes) {
            throw tooLarge();
        }
        String encoding = request.getHeader("Content-Encoding");
        boolean packed = "gzip".equalsIgnoreCase(encoding);
        if (encoding != null && !packed && !encoding.equalsIgnoreCase("identity")) {
            throw new Refused(415, "content encoding " + encoding + " is not known");
        }
        try {
            InputStream timed = new Timed(request.getInputStream(), System.nanoTime() + deadline.toNanos());
            int expected = packed ? 0 : (int) Math.max(0, request.getContentLengthLong());
            return packed ? bounded(new GZIPInputStream(timed), expected, share) : bounded(timed, expected, share);
        } catch (Late late) {
            throw new Refused(408, "the body did not come within " + deadline.toSeconds() + " s");
        } catch (ZipException damaged) {
            throw new Refused(400, "the body is no gzip: " + damaged.getMessage());
        } catch (IOException broken) {
            throw new Refused(400, "the body ended early: " + broken.getMessage());
        } catch (RuntimeException broken) {
            // Jetty's BadMessageException: broken chunks, or the server's own limit
            throw new Refused(400, "the body is broken: " + broken.getMessage());
        }
    }

    private byte[] bounded(InputStream in, int expected, Share share) throws IOException, Refused {
        // Who announces much has not sent it yet.
        ByteArrayOutputStream body = new ByteArrayOutputStream(Math.clamp(expected, 1 << 10, 1 << 20));
        byte[] buffer = new byte[16 << 10];
        int read = in.read(buffer);
        while (read >= 0) {
            if (body.size() + read > mostBytes) {
                throw tooLarge();
            }
            if (share != null) {
                share.grow(body.size() + read);
            }
            body.write(buffer, 0, read);
            read = in.read(buffer);
        }
        return body.toByteArray();
    }

    private Refused tooLarge() {
        return new Refused(413, "the body is larger than " + mostBytes + " bytes");
    }

    private static final class Late extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** Fails once the deadline has passed. */
    private static final class Timed extends InputStream {
        private final InputStream in;
        private final long end;

        Timed(InputStream in, long end) {
            this.in = in;
            this.end = end;
        }

        @Override
        public int read() throws IOException {
            check();
            return in.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            check();
            return in.read(bytes, offset, length);
        }

        @Override
        public int available() throws IOException {
            return in.available();
        }

        private void check() throws Late {
            if (System.nanoTime() - end > 0) {
                throw new Late();
            }
        }
    }
}
