package org.bancada.rollout.internal;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * One announce of a peer (BEP 3, tracker request).
 *
 * @param infoHash 40 lower-case hex digits
 * @param port where the peer listens
 * @param left bytes that it still needs
 * @param event started, completed, stopped or empty
 * @param numwant how many peers it asks for; -1 when it does not say
 */
record Announce(String infoHash, int port, long uploaded, long downloaded, long left, String event, int numwant) {
    private static final int LONGEST_QUERY = 2048;
    private static final int MOST_PARAMETERS = 32;

    /** A request that no peer sends; the message goes back to whoever sent it. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message, null, false, false);
        }
    }

    /** @param query the URL's query as it came in, still encoded; may be null */
    static Announce parse(String query) throws Refused {
        if (query == null || query.isEmpty()) {
            throw new Refused("missing parameters");
        }
        if (query.length() > LONGEST_QUERY) {
            throw new Refused("request too long");
        }
        Map<String, byte[]> parameters = parameters(query);
        byte[] infoHash = parameters.getOrDefault("info_hash", new byte[0]);
        if (infoHash.length != 20) {
            throw new Refused("info_hash must have 20 bytes");
        }
        if (parameters.getOrDefault("peer_id", new byte[0]).length != 20) {
            throw new Refused("peer_id must have 20 bytes");
        }
        long port = number(parameters, "port", -1);
        if (port < 1 || port > 65535) {
            throw new Refused("port must be 1 to 65535");
        }
        if (!parameters.containsKey("left")) {
            throw new Refused("left is missing");
        }
        String event = text(parameters.getOrDefault("event", new byte[0]));
        long numwant = text(parameters.getOrDefault("numwant", new byte[0])).startsWith("-") ? -1 : number(parameters, "numwant", -1);
        return new Announce(HexFormat.of().formatHex(infoHash), (int) port, number(parameters, "uploaded", 0), number(parameters, "downloaded", 0),
                number(parameters, "left", 0), event, (int) Math.min(numwant, Integer.MAX_VALUE));
    }

    private static Map<String, byte[]> parameters(String query) throws Refused {
        Map<String, byte[]> parameters = new HashMap<>();
        String[] parts = query.split("&", MOST_PARAMETERS + 1);
        if (parts.length > MOST_PARAMETERS) {
            throw new Refused("too many parameters");
        }
        for (String part : parts) {
            int equals = part.indexOf('=');
            String key = text(decode(equals < 0 ? part : part.substring(0, equals)));
            if (!key.isEmpty() && parameters.put(key, decode(equals < 0 ? "" : part.substring(equals + 1))) != null) {
                throw new Refused("a parameter comes twice");
            }
        }
        return parameters;
    }

    private static byte[] decode(String encoded) throws Refused {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c != '%') {
                bytes.write(c == '+' ? ' ' : c);
                continue;
            }
            int high = i + 2 < encoded.length() ? Character.digit(encoded.charAt(i + 1), 16) : -1;
            int low = i + 2 < encoded.length() ? Character.digit(encoded.charAt(i + 2), 16) : -1;
            if (high < 0 || low < 0) {
                throw new Refused("bad percent encoding");
            }
            bytes.write(high << 4 | low);
            i += 2;
        }
        return bytes.toByteArray();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    private static long number(Map<String, byte[]> parameters, String key, long absent) throws Refused {
        byte[] value = parameters.get(key);
        if (value == null) {
            return absent;
        }
        String digits = text(value);
        if (!digits.matches("[0-9]{1,18}")) {
            throw new Refused(key + " is no number");
        }
        return Long.parseLong(digits);
    }
}
