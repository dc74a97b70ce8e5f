package org.bancada.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real rsyslogd, set up by the script that nodes have, ships over TLS into the assembled station. */
@Timeout(300)
class ShippedOverTlsTest {
    private static final int LINES = 500;

    @TempDir
    Path folder;
    private StationRun run;
    private Process rsyslogd;

    @AfterEach
    void endAll() throws InterruptedException {
        if (rsyslogd != null) {
            rsyslogd.destroyForcibly().waitFor();
        }
        if (run != null) {
            run.endAll();
        }
    }

    /** @return a port that is free, as is the next one */
    private static int twoPorts() throws Exception {
        while (true) {
            try (ServerSocket first = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                    ServerSocket second = new ServerSocket(first.getLocalPort() + 1, 1, InetAddress.getLoopbackAddress())) {
                return second.getLocalPort() - 1;
            } catch (java.io.IOException | IllegalArgumentException taken) {
                // Another one, then.
            }
        }
    }

    private void write(Path input, int from, int to) throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int i = from; i < to; i++) {
            lines.append("number ").append(i).append(" \"quoted\" ação \\ of the lab\n");
        }
        Files.writeString(input, lines, StandardOpenOption.APPEND);
    }

    private long count() throws Exception {
        Process asked = run.start("logs", "search", "_index: syslog", "--count");
        String line = asked.inputReader().readLine();
        return asked.waitFor() == 0 ? Long.parseLong(line.strip()) : -1;
    }

    private void awaitCount(long least) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(150);
        long count = count();
        while (count < least && System.nanoTime() < end) {
            LockSupport.parkNanos(100_000_000);
            count = count();
        }
        assertTrue(count >= least, () -> read(folder.resolve("rsyslog.out")));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (java.io.IOException gone) {
            return gone.toString();
        }
    }

    private Path configuration(int port) throws Exception {
        Path root = folder.resolve("root");
        Path settings = Files.createDirectories(root.resolve("etc/bancada"));
        Files.writeString(settings.resolve("node.conf"), "collector=https://127.0.0.1:" + (port + 1) + "\n");
        Files.copy(run.data().resolve("keys/collector.secret"), settings.resolve("collector.secret"));
        Files.copy(run.data().resolve("keys/collector.pem"), settings.resolve("collector.pem"));
        ProcessBuilder ship = new ProcessBuilder("sh", Products.ROOT.resolve("node-scripts/bin/ship").toString(), "rsyslog")
                .redirectErrorStream(true).redirectOutput(folder.resolve("ship.out").toFile());
        ship.environment().put("ROOT", root.toString());
        assertEquals(0, ship.start().waitFor(), () -> read(folder.resolve("ship.out")));
        Path made = root.resolve("etc/rsyslog.d/90-bancada.conf");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(made)));
        return made;
    }

    @Test
    void everyLineIsThereOnce() throws Exception {
        Path program = Path.of("/usr/sbin/rsyslogd");
        boolean module = false;
        if (Files.exists(Path.of("/usr/lib"))) {
            try (Stream<Path> libraries = Files.find(Path.of("/usr/lib"), 4, (p, a) -> p.endsWith("rsyslog/omelasticsearch.so"))) {
                module = libraries.findAny().isPresent();
            }
        }
        assumeTrue(Files.exists(program) && module, "rsyslog-elasticsearch is not installed");
        run = new StationRun(folder);
        int port = twoPorts();
        Process station = run.start("station", "--listen", "127.0.0.1:" + port);
        assertEquals(port, StationRun.port(station));
        assertTrue(station.inputReader().readLine().startsWith("Over TLS at https://127.0.0.1:" + (port + 1)));

        Path input = Files.createFile(folder.resolve("input.log"));
        Path shipping = configuration(port);
        Path whole = folder.resolve("rsyslog.conf");
        Files.writeString(whole, """
                global(workDirectory="%s")
                module(load="imfile")
                input(type="imfile" file="%s" tag="lab")
                include(file="%s")
                """.formatted(folder, input, shipping));
        rsyslogd = new ProcessBuilder(program.toString(), "-n", "-f", whole.toString(), "-i", folder.resolve("rsyslog.pid").toString())
                .redirectErrorStream(true).redirectOutput(folder.resolve("rsyslog.out").toFile()).start();
        write(input, 0, LINES);
        awaitCount(LINES);
        Path file = folder.resolve("events.csv");
        assertEquals(0, run.start("logs", "export", "_index: syslog and program: lab and host: *", "--csv", "--to", file.toString()).waitFor());
        try (Stream<String> lines = Files.lines(file)) {
            assertEquals(LINES, lines.skip(1).map(line -> line.replaceAll("^.*number (\\d+) .*ação.*$", "$1")).distinct().count());
        }
        assertEquals(LINES, count(), "each line once");
    }
}
