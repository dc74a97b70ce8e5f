package org.bancada.cli.internal;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.bancada.core.DataFolder;
import org.bancada.core.Messages;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.store.DataFolders;

/** The window, as another process. */
final class Workbench {
    private static final Messages TEXT = Messages.beside(Workbench.class);
    private static final long PATIENCE_SECONDS = 60;
    private static final long LOOK_MILLIS = 200;

    private Workbench() {
    }

    /**
     * Opens it and waits until it takes commands.
     *
     * @return false when it is not installed, or there is no display
     */
    static boolean open(Path home, Path data, Progress progress) throws ProblemException {
        boolean display = !System.getenv().getOrDefault("DISPLAY", "").isEmpty() || !System.getenv().getOrDefault("WAYLAND_DISPLAY", "").isEmpty();
        if (!display || !isInstalled(home)) {
            return false;
        }
        try {
            // A session of its own: Ctrl+C in the terminal is not meant for the window.
            Process process = new ProcessBuilder("setsid", home.resolve("bancada").toString(), "--data", data.toString())
                    .redirectInput(Redirect.from(Path.of("/dev/null").toFile())).redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD).start();
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (DataFolders.owner(data).isEmpty() || !Files.exists(new DataFolder(data).socket())) {
                progress.check();
                if (process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS) && process.exitValue() != 0 || System.nanoTime() > deadline) {
                    throw new ProblemException(new Problem(TEXT.text("workbench.failed"), "", TEXT.text("workbench.failed.cure")));
                }
            }
            return true;
        } catch (IOException failed) {
            throw new ProblemException(new Problem(TEXT.text("workbench.failed"), String.valueOf(failed.getMessage()), TEXT.text("workbench.failed.cure")), failed);
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean isInstalled(Path home) {
        try (DirectoryStream<Path> launcher = Files.newDirectoryStream(home.resolve("plugins"), "org.eclipse.equinox.launcher_*.jar")) {
            return launcher.iterator().hasNext();
        } catch (IOException noPlugins) {
            return false;
        }
    }
}
