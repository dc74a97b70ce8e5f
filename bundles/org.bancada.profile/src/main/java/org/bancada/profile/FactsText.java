package org.bancada.profile;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.bancada.core.Facts;
import org.bancada.core.ProblemException;

/** What the node script {@code facts} prints, and what a profile folder records: one {@code key=value} a line, the value raw to the end of the line. */
public final class FactsText {
    /** Bytes. */
    public static final int LARGEST = 1024 * 1024;
    private static final Pattern KEY = Pattern.compile("[a-z][^=\\p{Cntrl}]{0,200}");

    private FactsText() {
    }

    /**
     * @param place the file or node, for people
     * @throws ProblemException naming the line that is none of that shape
     */
    public static Facts parse(String place, byte[] content) throws ProblemException {
        if (content.length > LARGEST) {
            throw Texts.failure(place, "facts.large", LARGEST / 1024);
        }
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
        } catch (CharacterCodingException notText) {
            throw Texts.failure(place, "file.encoding");
        }
        Map<String, String> facts = new TreeMap<>();
        int number = 0;
        for (String raw : text.split("\n", -1)) {
            number++;
            String line = raw.endsWith("\r") ? raw.substring(0, raw.length() - 1) : raw;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            int equals = line.indexOf('=');
            if (equals < 0 || !KEY.matcher(line.substring(0, equals)).matches() || line.chars().anyMatch(Character::isISOControl)) {
                throw Texts.failure(place + ":" + number, "facts.line");
            }
            if (facts.putIfAbsent(line.substring(0, equals), line.substring(equals + 1)) != null) {
                throw Texts.failure(place + ":" + number, "facts.twice", line.substring(0, equals));
            }
        }
        if (facts.isEmpty()) {
            throw Texts.failure(place, "facts.empty");
        }
        return Facts.of(facts);
    }
}
