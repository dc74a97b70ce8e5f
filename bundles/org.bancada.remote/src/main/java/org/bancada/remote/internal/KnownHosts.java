package org.bancada.remote.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.bancada.core.ProblemException;
import org.bancada.remote.HostKeys.Key;

/**
 * The pins on disk, one line "UUID TYPE BASE64" each, as OpenSSH reads them with {@code HostKeyAlias}. Lines that are not ours are kept as
 * they are. Safe for use by several threads.
 */
final class KnownHosts {
    private static final long LONGEST = 64L << 20;
    private final Path file;
    private Map<String, Key> pins;
    private List<String> foreign;

    KnownHosts(Path file) {
        this.file = file;
    }

    synchronized Optional<Key> get(String uuid) throws ProblemException {
        load();
        return Optional.ofNullable(pins.get(uuid));
    }

    synchronized void put(String uuid, Key key) throws ProblemException {
        load();
        if (!key.equals(pins.get(uuid))) {
            Map<String, Key> changed = new LinkedHashMap<>(pins);
            changed.put(uuid, key);
            save(changed);
        }
    }

    synchronized void remove(String uuid) throws ProblemException {
        load();
        if (pins.containsKey(uuid)) {
            Map<String, Key> changed = new LinkedHashMap<>(pins);
            changed.remove(uuid);
            save(changed);
        }
    }

    private void load() throws ProblemException {
        if (pins != null) {
            return;
        }
        Map<String, Key> read = new LinkedHashMap<>();
        List<String> others = new ArrayList<>();
        try {
            if (Files.exists(file) && Files.size(file) > LONGEST) {
                throw Texts.problem(file.toString(), "pins.unreadable", LONGEST);
            }
            for (String line : new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).lines().toList()) {
                String[] words = line.split(" ", 3);
                Optional<Key> key = words.length < 3 || !words[0].matches("[0-9a-f-]{36}") ? Optional.empty()
                        : KeyLine.ofLine(words[1] + " " + words[2]);
                if (key.isPresent()) {
                    read.put(words[0], key.get());
                } else if (!line.isBlank()) {
                    others.add(line);
                }
            }
        } catch (NoSuchFileException none) {
            // Nothing pinned yet.
        } catch (IOException unreadable) {
            throw Texts.problem(unreadable, file.toString(), "pins.unreadable", unreadable.getMessage());
        }
        pins = read;
        foreign = others;
    }

    private void save(Map<String, Key> changed) throws ProblemException {
        StringBuilder text = new StringBuilder();
        foreign.forEach(line -> text.append(line).append('\n'));
        changed.forEach((uuid, key) -> text.append(uuid).append(' ').append(key.type()).append(' ').append(key.base64()).append('\n'));
        try {
            PrivateFile.write(file, text.toString().getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException failed) {
            throw Texts.problem(failed, file.toString(), "pins.unwritable", failed.getMessage());
        }
        pins = changed;
    }
}
