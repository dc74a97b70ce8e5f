package org.bancada.framework;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The assembled program as processes: one owns the data folder, the others find it, whatever happens to the first. */
@Timeout(120)
class CommandProcessTest {
    @TempDir
    Path folder;
    private final List<Process> started = new ArrayList<>();

    /** What a finished command said. */
    private record Answer(int code, String out, String err) {
    }

    @AfterEach
    void endAll() throws InterruptedException {
        started.forEach(Process::destroy);
        for (Process process : started) {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    private Process start(String... words) throws IOException {
        return start(Files.createTempFile(folder, "err", ""), words);
    }

    private Process start(Path err, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(Products.STATION.resolve("bancada").toString(), "--data", folder.resolve("data").toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("BANCADA_JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        process.getOutputStream().close();
        started.add(process);
        return process;
    }

    private Answer run(String... words) throws Exception {
        Path err = Files.createTempFile(folder, "err", "");
        Process process = start(err, words);
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.waitFor(), out, Files.readString(err));
    }

    private Process station() throws Exception {
        Process station = start("station", "--listen", "127.0.0.1:0");
        BufferedReader out = station.inputReader();
        String line = out.readLine();
        assertTrue(line != null && line.startsWith("Taking reports at 127.0.0.1:"), line);
        return station;
    }

    private Path socket() {
        return folder.resolve("data/bancada.sock");
    }

    @Test
    void aSingleCommandOwnsTheDataAndLeavesNothingRunning() throws Exception {
        assertEquals(new Answer(0, "[]\n", ""), run("nodes", "--json"));
        assertFalse(Files.exists(socket()));
        assertEquals(2, run("nodes", "--frobnicate").code());
        assertEquals(1, run("node", "nobody").code());
    }

    @Test
    void aStationTakesCommandsUntilItIsTold() throws Exception {
        Process station = station();
        assertTrue(Files.exists(socket()));
        assertEquals(new Answer(0, "[]\n", ""), run("nodes", "--json"));
        Answer second = run("station", "--listen", "127.0.0.1:0");
        assertEquals(1, second.code());
        assertTrue(second.err().contains("owns this data folder"), second.err());
        station.destroy();
        assertEquals(0, station.waitFor());
        assertFalse(Files.exists(socket()));
    }

    @Test
    void theSocketOfAKilledOwnerDisturbsNobody() throws Exception {
        Process station = station();
        station.destroyForcibly().waitFor();
        assertTrue(Files.exists(socket()), "a killed station cannot remove its socket");
        assertEquals(new Answer(0, "[]\n", ""), run("images", "--json"));
        assertFalse(Files.exists(socket()));
        station();
        assertEquals(0, run("images").code());
    }

    @Test
    void commandsThatStartAtOnceAllSucceed() throws Exception {
        List<Path> errors = new ArrayList<>();
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            errors.add(Files.createTempFile(folder, "err", ""));
            processes.add(start(errors.getLast(), "nodes", "--json"));
        }
        for (int i = 0; i < processes.size(); i++) {
            String out = new String(processes.get(i).getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(new Answer(0, "[]\n", ""), new Answer(processes.get(i).waitFor(), out, Files.readString(errors.get(i))));
        }
    }

    @Test
    void aDamagedDatabaseIsNamedAndKept() throws Exception {
        Path database = Files.createDirectories(folder.resolve("data")).resolve("bancada.db");
        Files.writeString(database, "this is no database, and it is longer than the header that tells".repeat(100));
        byte[] before = Files.readAllBytes(database);
        Answer answer = run("nodes");
        assertEquals(1, answer.code());
        assertTrue(answer.err().contains(database.toString()), answer.err());
        assertEquals(before.length, Files.readAllBytes(database).length);
        assertTrue(run("--help").out().contains("rollout start"));
    }

    @Test
    void aDamagedDatabaseIsSetAsideAndAWholeOneLeftAlone() throws Exception {
        Path database = Files.createDirectories(folder.resolve("data")).resolve("bancada.db");
        String garbage = "this is no database, and it is longer than the header that tells".repeat(100);
        Files.writeString(database, garbage);
        assertTrue(run("data", "set-aside", "--dry-run").out().contains(database.toString()));
        assertEquals(garbage, Files.readString(database));
        Answer answer = run("data", "set-aside");
        assertEquals(0, answer.code(), answer.err());
        Path kept;
        try (Stream<Path> files = Files.list(database.getParent())) {
            kept = files.filter(file -> file.getFileName().toString().startsWith("bancada.db.aside-")).findFirst().orElseThrow();
        }
        assertTrue(answer.out().contains(kept.toString()), answer.out());
        assertEquals(garbage, Files.readString(kept));
        assertEquals("[]", run("nodes", "--json").out().strip());
        byte[] whole = Files.readAllBytes(database);
        assertTrue(run("data", "set-aside").out().contains("whole"));
        assertArrayEquals(whole, Files.readAllBytes(database));
    }

    @Test
    void aStationWaitsForASingleCommandToEnd() throws Exception {
        Process waiting = start("station", "--listen", "127.0.0.1:0");
        Process single = start("nodes", "--json");
        assertTrue(waiting.inputReader().readLine().startsWith("Taking reports"));
        assertTrue(single.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, single.exitValue());
    }
}
