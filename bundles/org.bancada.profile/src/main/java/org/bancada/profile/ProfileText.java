package org.bancada.profile;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.bancada.core.Problem;

/**
 * The lines of a profile: {@code key = value}, {@code #} comments, blank lines. UTF-8, nothing is escaped, no line goes on in the next, each key
 * once. A short loop of a shell reads it too.
 */
final class ProfileText {
    private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9_-]*(\\.[A-Za-z0-9][A-Za-z0-9_-]*)*");
    private static final int LONGEST_VALUE = 300;
    private static final int MOST_PROBLEMS = 20;

    /** A value and where it stands. */
    record Entry(String value, String place) {
    }

    private ProfileText() {
    }

    /** @return the settings in file order; {@code problems} gets what is wrong */
    static Map<String, Entry> parse(ProfileFile file, List<Problem> problems) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        if (file.content().length > ProfileFile.LARGEST) {
            problems.add(Texts.problem(file.place(), "file.large", ProfileFile.LARGEST / 1024));
            return entries;
        }
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file.content())).toString();
        } catch (CharacterCodingException notText) {
            problems.add(Texts.problem(file.place() + ":" + badLine(file.content()), "file.encoding"));
            return entries;
        }
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            if (problems.size() >= MOST_PROBLEMS) {
                return entries;
            }
            parse(number == 1 ? line.replaceFirst("^\uFEFF", "") : line, file.place() + ":" + number, entries, problems);
        }
        return entries;
    }

    private static void parse(String raw, String place, Map<String, Entry> entries, List<Problem> problems) {
        String line = raw.endsWith("\r") ? raw.substring(0, raw.length() - 1).strip() : raw.strip();
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        int equals = line.indexOf('=');
        String key = equals < 0 ? "" : line.substring(0, equals).strip();
        String value = equals < 0 ? "" : line.substring(equals + 1).strip();
        if (!KEY.matcher(key).matches()) {
            problems.add(Texts.problem(place, "line.shape"));
        } else if (value.length() > LONGEST_VALUE) {
            problems.add(Texts.problem(place, "value.long", key, LONGEST_VALUE));
        } else if (value.chars().anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT)) {
            problems.add(Texts.problem(place, "value.control", key));
        } else if (entries.putIfAbsent(key, new Entry(value, place)) != null) {
            problems.add(Texts.problem(place, "key.twice", key, entries.get(key).place()));
        }
    }

    /** The line of the first byte that is no UTF-8. */
    private static int badLine(byte[] content) {
        int line = 1;
        int start = 0;
        for (int i = 0; i <= content.length; i++) {
            if (i == content.length || content[i] == '\n') {
                try {
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content, start, i - start));
                } catch (CharacterCodingException here) {
                    return line;
                }
                line++;
                start = i + 1;
            }
        }
        return line;
    }
}
