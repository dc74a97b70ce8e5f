package org.bancada.practice.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

import org.bancada.core.ProblemException;
import org.bancada.core.Progress;

/** Runs {@code practice-lab/bin/lab} and reads its key=value lines. */
final class LabScript {
    private static final System.Logger LOG = System.getLogger(LabScript.class.getName());
    /** 252 nodes print some 3,300 lines. */
    private static final int MAX_LINES = 100_000;
    private static final int MAX_ERROR_CHARACTERS = 4_000;

    private final Path home;
    private final Path lab;

    /** @param home folder of the installation, or null when unknown */
    LabScript(Path home, Path lab) {
        this.home = home;
        this.lab = lab;
    }

    /** The lab's folder. */
    Path lab() {
        return lab;
    }

    LabStatus status(Progress progress) throws ProblemException {
        return LabStatus.parse(run(List.of("status"), "", progress, line -> {
        }));
    }

    /** @param count how many nodes are wanted; the answer names those and the ones that are there */
    Map<String, Boolean> planned(int count) throws ProblemException {
        Map<String, Boolean> there = new java.util.LinkedHashMap<>();
        String node = "";
        for (String line : run(List.of("start", "-n", Integer.toString(count), "-p"), "", Progress.none(), ignored -> {
        })) {
            if (line.startsWith("node=")) {
                node = line.substring("node=".length());
            } else if (line.startsWith("there=")) {
                there.put(node, line.equals("there=yes"));
            }
        }
        return there;
    }

    /**
     * Runs it to its end.
     *
     * @param input what it reads, the only way for a secret
     * @param seen told each line of its output as it comes
     * @return all lines of its output
     * @throws ProblemException when it fails, in the words for its error code
     * @throws CancellationException when {@code progress} asked to stop; what it had begun is left as it is and can be repeated
     */
    List<String> run(List<String> arguments, String input, Progress progress, Consumer<String> seen) throws ProblemException {
        progress.check();
        Process process = start(arguments);
        try (Progress.Registration asked = progress.onCancel(process::destroy)) {
            StringBuilder error = new StringBuilder();
            Thread errors = Thread.startVirtualThread(() -> readError(process, error));
            feed(process, input);
            List<String> lines = readOutput(process, seen);
            int exit = process.waitFor();
            errors.join();
            if (exit != 0) {
                progress.check();
                throw problem(lines, error.toString());
            }
            return lines;
        } catch (IOException failed) {
            progress.check();
            throw Texts.problem(failed, lab.toString(), "error.script", failed.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw (CancellationException) new CancellationException().initCause(interrupted);
        } finally {
            process.destroy();
        }
    }

    private Process start(List<String> arguments) throws ProblemException {
        if (home == null) {
            throw Texts.problem(null, ShellPracticeLab.HOME, "error.no-home");
        }
        Path program = home.resolve("practice-lab/bin/lab");
        if (!Files.isRegularFile(program)) {
            throw Texts.problem(null, program.toString(), "error.no-home");
        }
        List<String> command = new ArrayList<>(List.of("/bin/sh", program.toString(), "-d", lab.toString()));
        command.addAll(arguments);
        try {
            return new ProcessBuilder(command).start();
        } catch (IOException failed) {
            throw Texts.problem(failed, program.toString(), "error.script", failed.getMessage());
        }
    }

    /** One that ends without reading tells why by its exit. */
    private static void feed(Process process, String input) {
        try (OutputStream out = process.getOutputStream()) {
            out.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException unread) {
            LOG.log(System.Logger.Level.DEBUG, "the practice lab did not read its settings", unread);
        }
    }

    private static List<String> readOutput(Process process, Consumer<String> seen) throws IOException {
        List<String> lines = new ArrayList<>();
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            String line = reader.readLine();
            while (line != null && lines.size() < MAX_LINES) {
                lines.add(line);
                seen.accept(line);
                line = reader.readLine();
            }
        }
        return lines;
    }

    private static void readError(Process process, StringBuilder error) {
        try (BufferedReader reader = process.errorReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                LOG.log(System.Logger.Level.INFO, line);
                if (error.length() < MAX_ERROR_CHARACTERS) {
                    error.append(error.isEmpty() ? "" : " ").append(line);
                }
            }
        } catch (IOException ended) {
            LOG.log(System.Logger.Level.DEBUG, "the practice lab's error stream ended", ended);
        }
    }

    /** Known codes have their own words and next step; the script's English detail is an argument. */
    private ProblemException problem(List<String> lines, String error) {
        Map<String, String> answer = new HashMap<>();
        for (String line : lines) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                answer.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        String key = "error." + answer.getOrDefault("error", "");
        String detail = answer.getOrDefault("detail", error);
        if (Texts.text(key).startsWith("!")) {
            key = "error.script";
        }
        return Texts.problem(null, lab.toString(), key, detail, answer.getOrDefault("missing", ""), answer.getOrDefault("packages", ""));
    }
}
