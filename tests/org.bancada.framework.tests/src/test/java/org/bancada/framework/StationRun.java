package org.bancada.framework;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The assembled station's program on one data folder, as processes of their own. */
final class StationRun {
    private final Path folder;
    private final List<Process> started = new ArrayList<>();

    /** @param folder where data and error output go */
    StationRun(Path folder) {
        this.folder = folder;
    }

    Path data() {
        return folder.resolve("data");
    }

    Process start(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(Products.STATION.resolve("bancada").toString(), "--data", data().toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(Files.createTempFile(folder, "err", "").toFile());
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("BANCADA_JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        process.getOutputStream().close();
        started.add(process);
        return process;
    }

    /** Waits until a station takes reports. @return the port that it listens at */
    static int port(Process station) throws IOException {
        String line = station.inputReader().readLine();
        assertTrue(line != null && line.startsWith("Taking reports at 127.0.0.1:"), line);
        return Integer.parseInt(line.replaceAll("^.*?127\\.0\\.0\\.1:(\\d+).*$", "$1"));
    }

    void endAll() throws InterruptedException {
        for (Process process : started) {
            process.destroyForcibly().waitFor();
        }
    }
}
