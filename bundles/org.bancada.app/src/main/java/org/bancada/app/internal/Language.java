package org.bancada.app.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

import org.bancada.core.DataFolder;
import org.eclipse.e4.ui.workbench.IWorkbench;

/**
 * The language of the window. The choice lies in {@code DATA/workbench/language}, one word, because the start script has to read it:
 * texts of plug-ins are bound before any class of ours runs.
 */
enum Language {
    SYSTEM(""), ENGLISH("en"), PORTUGUESE("pt_BR");

    private final String code;

    Language(String code) {
        this.code = code;
    }

    static Language chosen(DataFolder data) {
        String word = read(choice(data));
        return Arrays.stream(values()).filter(l -> l.code.equals(word)).findFirst().orElse(SYSTEM);
    }

    /** Remembers this language for the next start. */
    void choose(DataFolder data) throws IOException {
        if (this == SYSTEM) {
            Files.deleteIfExists(choice(data));
        } else {
            Files.writeString(choice(data), code + "\n");
        }
    }

    /** Saved windows keep the labels of the language in which they were saved: drops them when the language is another now. */
    static void clearStateOfAnother(DataFolder data) {
        Path last = data.root().resolve("workbench").resolve("language.last");
        String now = Locale.getDefault().toString();
        String before = read(last);
        if (!before.isEmpty() && !before.equals(now)) {
            System.setProperty(IWorkbench.CLEAR_PERSISTED_STATE, "true");
        }
        try {
            Files.createDirectories(last.getParent());
            Files.writeString(last, now + "\n");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Path choice(DataFolder data) {
        return data.root().resolve("workbench").resolve("language");
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file).strip() : "";
        } catch (IOException unreadable) {
            return "";
        }
    }
}
