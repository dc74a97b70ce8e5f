package org.bancada.image.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import org.bancada.core.Messages;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;

/** What {@code qemu-img} says about a disk whose format {@link DiskFile} has told. The format is always named, never guessed by QEMU. */
final class QemuImg {
    private static final Messages TEXT = Messages.beside(QemuImg.class);
    private static final String PACKAGE = "qemu-utils";
    private static final Duration INFO_TIME = Duration.ofSeconds(60);
    /** Reads metadata only: seconds for tens of GiB on a slow disk. */
    private static final Duration CHECK_TIME = Duration.ofMinutes(10);

    private QemuImg() {
    }

    /** @return bytes of the disk as the guest sees it */
    static long virtualSize(Path file, String format, Progress progress) throws ProblemException {
        Path absolute = file.toAbsolutePath();
        Tool.Result info = Tool.run(INFO_TIME, progress, PACKAGE, absolute.getParent(),
                List.of("qemu-img", "info", "--output=json", "-f", format, absolute.toString()));
        Map<String, String> said = info.exitCode() == 0 ? leaves(info.output(), file) : Map.of();
        if (!format.equals(said.get("format"))) {
            throw broken(file, info.lastWords());
        }
        if (said.containsKey("backing-filename") || said.containsKey("full-backing-filename")) {
            throw new ProblemException(new Problem(TEXT.text("disk.backing"), file.toString(), TEXT.text("disk.convert")));
        }
        if (said.containsKey("format-specific.data.data-file")) {
            throw new ProblemException(new Problem(TEXT.text("disk.external"), file.toString(), TEXT.text("disk.convert")));
        }
        if (format.equals("qcow2")) {
            check(absolute, progress);
        }
        try {
            long size = Long.parseLong(said.getOrDefault("virtual-size", ""));
            if (size > 0) {
                return size;
            }
        } catch (NumberFormatException noNumber) {
            // told below, as any other nonsense
        }
        throw broken(file, TEXT.text("disk.novirtual"));
    }

    /** Leaked clusters (exit code 3) cost space but no data; everything else is refused. */
    private static void check(Path file, Progress progress) throws ProblemException {
        Tool.Result check = Tool.run(CHECK_TIME, progress, PACKAGE, file.getParent(),
                List.of("qemu-img", "check", "--output=json", "-f", "qcow2", file.toString()));
        if (check.exitCode() != 0 && check.exitCode() != 3) {
            throw broken(file, check.lastWords());
        }
    }

    private static ProblemException broken(Path file, String why) {
        return new ProblemException(new Problem(TEXT.text("disk.broken", why.replace(file.toAbsolutePath().toString(), file.getFileName().toString())),
                file.toString(), TEXT.text("disk.cure")));
    }

    /** The scalar values of a JSON object, keyed by path with dots; arrays are passed over. */
    private static Map<String, String> leaves(String json, Path file) throws ProblemException {
        Map<String, String> leaves = new HashMap<>();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            StringBuilder path = new StringBuilder();
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                collect(parser, path, leaves);
            }
            return leaves;
        } catch (IOException garbled) {
            throw broken(file, garbled.getMessage());
        }
    }

    private static void collect(JsonParser parser, StringBuilder path, Map<String, String> leaves) throws IOException {
        int length = path.length();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            path.append(length == 0 ? "" : ".").append(parser.currentName());
            switch (parser.nextToken()) {
                case START_OBJECT -> collect(parser, path, leaves);
                case START_ARRAY -> parser.skipChildren();
                default -> leaves.put(path.toString(), parser.getText());
            }
            path.setLength(length);
        }
    }
}
