package org.bancada.rollout.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.bancada.core.Progress;
import org.bancada.image.Image;

class SeederTest {
    private static final String SHA = "ab".repeat(32);
    private static final int SIZE = 2 << 20;
    private static final InetAddress HOST = InetAddress.getLoopbackAddress();

    @TempDir
    Path root;
    private Seeder.Source source;

    @BeforeEach
    void make() throws Exception {
        source = source(root);
    }

    private static Seeder.Source source(Path root) throws Exception {
        Path master = root.resolve(SHA);
        if (!Files.exists(master)) {
            Files.write(master, new byte[SIZE]);
        }
        Image image = new Image(SHA, "x", "X", "linux", "1", "raw", SIZE, SIZE, List.of(), Instant.EPOCH);
        Torrents.Torrent torrent = new Torrents(root.resolve("t")).of(image, master, Progress.none());
        return new Seeder.Source(root.resolve("seed"), master, SIZE, torrent.file());
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "not within 20 s");
            java.util.concurrent.locks.LockSupport.parkNanos(50_000_000L);
        }
    }

    private static List<ProcessHandle> aria2(Path folder) {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.filter(process -> process.info().arguments().map(List::of).orElse(List.of()).contains("--dir=" + folder)).toList();
        }
    }

    @Test
    void isStartedAgainWhenItDiesAndEndsWhenClosed() {
        try (Seeder seeder = new Seeder(source, () -> Optional.of(HOST), Seeder.PortRange.ANY)) {
            assertEquals(Optional.empty(), seeder.awaitStart());
            assertEquals(HOST, seeder.address().getAddress());
            ProcessHandle first = aria2(source.folder()).getFirst();
            first.destroyForcibly();
            await(() -> seeder.address() == null);
            await(() -> seeder.address() != null);
            assertEquals(1, aria2(source.folder()).size());
        }
        await(() -> aria2(source.folder()).isEmpty());
    }

    /** aria2c would make a shorter file whole again, with zeros. */
    @Test
    void aMasterCopyOfAnotherSizeIsNeitherServedNorTouched() throws Exception {
        Files.write(source.master(), new byte[1000]);
        try (Seeder seeder = new Seeder(source, () -> Optional.of(HOST), Seeder.PortRange.ANY)) {
            assertTrue(seeder.awaitStart().orElseThrow().contains(SHA));
            assertNull(seeder.address());
        }
        assertEquals(1000, Files.size(source.master()));
    }

    @Test
    void keepsToItsPorts() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, HOST)) {
            int port = taken.getLocalPort();
            try (Seeder seeder = new Seeder(source, () -> Optional.of(HOST), new Seeder.PortRange(port, port))) {
                assertTrue(seeder.awaitStart().orElseThrow().contains(Integer.toString(port)));
            }
        }
    }

    @Test
    void waitsForTheAddressOfTheCollector() {
        InetAddress[] host = new InetAddress[1];
        try (Seeder seeder = new Seeder(source, () -> Optional.ofNullable(host[0]), Seeder.PortRange.ANY)) {
            host[0] = HOST;
            await(() -> seeder.address() != null);
            assertEquals(new InetSocketAddress(HOST, seeder.address().getPort()), seeder.address());
        }
    }

    /** Serves until it is killed. */
    public static final class Server {
        public static void main(String[] arguments) throws Exception {
            Seeder seeder = new Seeder(source(Path.of(arguments[0])), () -> Optional.of(HOST), Seeder.PortRange.ANY);
            seeder.awaitStart();
            System.out.println("serving");
            while (true) {
                java.util.concurrent.locks.LockSupport.park();
            }
        }
    }

    @Test
    void noSeederOutlivesAKilledWorkbench() throws Exception {
        Process server = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-cp",
                System.getProperty("java.class.path"), Server.class.getName(), root.toString()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (var said = server.inputReader()) {
            assertEquals("serving", said.readLine());
        } finally {
            server.destroyForcibly().waitFor();
        }
        await(() -> aria2(source.folder()).isEmpty());
    }
}
