package org.bancada.alert.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.List;

import org.bancada.alert.Alert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is left when the process is killed in the middle. */
@Timeout(120)
class KilledTest {
    @TempDir
    private Path root;

    @Test
    void nothingIsForgottenAndNothingToldTwice() throws Exception {
        Process child = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--enable-native-access=ALL-UNNAMED", "-cp",
                System.getProperty("java.class.path"), Child.class.getName(), root.toString()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader out = new BufferedReader(new InputStreamReader(child.getInputStream()))) {
            assertEquals("ready", out.readLine());
        } finally {
            child.destroyForcibly().waitFor();
        }
        try (Lab lab = new Lab(root, Lab.START.plusSeconds(30))) {
            lab.log("nearly", "Failed password", Lab.START.plusSeconds(30), 1);
            Lab.await(() -> causes(lab).contains("nearly"));
            assertEquals(List.of("nearly", "enough"), causes(lab).stream().sorted(java.util.Comparator.reverseOrder()).toList(), "each once");
        }
    }

    private static List<String> causes(Lab lab) throws Exception {
        return lab.of("guessing").stream().map(Alert::causes).flatMap(List::stream).toList();
    }
}
