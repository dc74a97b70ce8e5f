package org.bancada.rollout.internal;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.bancada.core.Messages;

/**
 * Serves one master copy by a supervised {@code aria2c} that ends with this process, however that ends. aria2c opens a file that is complete
 * read-only; since it would "complete" a shorter one, the size is checked before each start. It works in a folder of its own where the master
 * copy is a symbolic link, so that whatever it might write beside its data lands there.
 */
final class Seeder implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Seeder.class.getName());
    private static final Messages TEXT = Messages.beside(Seeder.class);
    private static final Duration START_TIME = Duration.ofSeconds(15);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Source source;
    private final Supplier<Optional<InetAddress>> bind;
    private final PortRange ports;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch first = new CountDownLatch(1);
    private volatile InetSocketAddress address;
    private volatile String lastWords = "";
    private volatile Process process;

    /** @param folder to work in; {@code master} the file, named by its digest, with {@code size} bytes; {@code torrent} its metainfo */
    record Source(Path folder, Path master, long size, Path torrent) {
    }

    /** @param first 0 when the system may choose any */
    record PortRange(int first, int last) {
        static final PortRange ANY = new PortRange(0, 0);
    }

    /** @param bind the address of this machine to serve on; unspecified means all; empty while it is not known */
    Seeder(Source source, Supplier<Optional<InetAddress>> bind, PortRange ports) {
        this.source = source;
        this.bind = bind;
        this.ports = ports;
        Thread.ofVirtual().name("seeder " + source.master().getFileName()).start(this::supervise);
    }

    /** Where it serves just now; null while it does not. */
    InetSocketAddress address() {
        return address;
    }

    /** Waits until it serves. @return what keeps it from that, empty when it does */
    Optional<String> awaitStart() {
        try {
            first.await(START_TIME.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        if (address != null) {
            return Optional.empty();
        }
        return Optional.of(!lastWords.isEmpty() ? lastWords : TEXT.text(bind.get().isEmpty() ? "seeder.no.collector" : "seeder.silent"));
    }

    private void supervise() {
        Duration pause = Duration.ofMillis(500);
        try {
            while (!closed.await(0, TimeUnit.SECONDS)) {
                Optional<InetAddress> host = bind.get();
                if (host.isPresent()) {
                    long began = System.nanoTime();
                    serve(host.get());
                    boolean lasted = System.nanoTime() - began > LONGEST_PAUSE.toNanos();
                    pause = lasted ? Duration.ofMillis(500) : pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
                }
                closed.await(host.isPresent() ? pause.toMillis() : 500, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** One life of aria2c. */
    private void serve(InetAddress host) throws InterruptedException {
        try {
            if (Files.size(source.master()) != source.size()) {
                throw new IOException(TEXT.text("seeder.altered", source.master().toString()));
            }
            int port = freePort(host);
            Path log = prepareFolder();
            Process running = new ProcessBuilder(command(host, port)).directory(source.folder().toFile())
                    .redirectInput(new File("/dev/null")).redirectErrorStream(true).redirectOutput(log.toFile()).start();
            process = running;
            try {
                if (closed.getCount() > 0 && listens(running, host, port)) {
                    address = new InetSocketAddress(host, port);
                    first.countDown();
                    running.waitFor();
                }
            } finally {
                address = null;
                end(running);
            }
            if (closed.getCount() > 0) {
                List<String> said = Files.readAllLines(log).stream().filter(line -> !line.isBlank()).toList();
                lastWords = said.isEmpty() ? "" : said.getLast().strip();
                LOG.log(System.Logger.Level.WARNING, "aria2c ended with code {0}: {1}", running.exitValue(), lastWords);
            }
        } catch (IOException failed) {
            lastWords = failed.getMessage();
            if (closed.getCount() == 0) {
                return;
            }
            LOG.log(System.Logger.Level.WARNING, "aria2c could not be started", failed);
            first.countDown();
        }
    }

    private Path prepareFolder() throws IOException {
        Files.createDirectories(source.folder());
        Path link = source.folder().resolve(source.master().getFileName());
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, source.master().toAbsolutePath());
        return source.folder().resolve("aria2.log");
    }

    private List<String> command(InetAddress host, int port) {
        List<String> command = new java.util.ArrayList<>(List.of("aria2c", "--no-conf", "--dir=" + source.folder(), "--listen-port=" + port,
                "--stop-with-process=" + ProcessHandle.current().pid(), "--enable-dht=false", "--enable-dht6=false",
                "--enable-peer-exchange=false", "--bt-enable-lpd=false", "--disable-ipv6=true", "--follow-torrent=mem", "--file-allocation=none",
                "--bt-seed-unverified=true", "--seed-ratio=0.0", "--bt-max-peers=0", "--auto-save-interval=0", "--summary-interval=0",
                "--show-console-readout=false", "--console-log-level=warn", "--enable-color=false"));
        if (!host.isAnyLocalAddress()) {
            command.add("--interface=" + host.getHostAddress());
        }
        command.add(source.torrent().toString());
        return command;
    }

    private int freePort(InetAddress host) throws IOException {
        for (int port = ports.first(); port <= ports.last(); port++) {
            try (ServerSocket free = new ServerSocket(port, 1, host)) {
                return free.getLocalPort();
            } catch (IOException taken) {
                if (port == ports.last()) {
                    throw new IOException(TEXT.text("seeder.ports", Integer.toString(ports.first()), Integer.toString(ports.last())), taken);
                }
            }
        }
        throw new IOException(TEXT.text("seeder.ports", Integer.toString(ports.first()), Integer.toString(ports.last())));
    }

    private boolean listens(Process running, InetAddress host, int port) throws InterruptedException {
        InetAddress reach = host.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : host;
        long deadline = System.nanoTime() + START_TIME.toNanos();
        while (running.isAlive() && System.nanoTime() < deadline) {
            try (Socket knock = new Socket()) {
                knock.connect(new InetSocketAddress(reach, port), 1000);
                return true;
            } catch (IOException notYet) {
                if (closed.await(100, TimeUnit.MILLISECONDS)) {
                    return false;
                }
            }
        }
        return false;
    }

    private static void end(Process running) throws InterruptedException {
        running.destroy();
        if (!running.waitFor(2, TimeUnit.SECONDS)) {
            running.destroyForcibly().waitFor();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        Process running = process;
        if (running != null) {
            running.destroy();
        }
    }
}
