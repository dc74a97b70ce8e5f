package org.bancada.remote.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;

import org.bancada.remote.HostKeys.Key;

/** Reads SSH public keys: a blob as it comes over the wire (RFC 4253 section 6.6), or the line of a .pub file. */
final class KeyLine {
    private static final int LONGEST_BLOB = 16_384;

    private KeyLine() {
    }

    /** The key in a blob; empty when it is none. */
    static Optional<Key> ofBlob(byte[] blob) {
        if (blob.length < 8 || blob.length > LONGEST_BLOB) {
            return Optional.empty();
        }
        int length = ByteBuffer.wrap(blob).getInt();
        if (length < 4 || length > 100 || length > blob.length - 4) {
            return Optional.empty();
        }
        String type = new String(blob, 4, length, StandardCharsets.US_ASCII);
        if (!type.matches("[a-z0-9@.-]+")) {
            return Optional.empty();
        }
        return Optional.of(new Key(type, Base64.getEncoder().encodeToString(blob), fingerprint(blob)));
    }

    /** The key in "TYPE BASE64 COMMENT"; empty when it is none. */
    static Optional<Key> ofLine(String line) {
        String[] words = line.strip().split("\\s+", 3);
        return words.length < 2 ? Optional.empty() : of(words[0], words[1]);
    }

    static Optional<Key> of(String type, String base64) {
        try {
            return ofBlob(Base64.getDecoder().decode(base64)).filter(key -> key.type().equals(type));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static String fingerprint(byte[] blob) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(blob);
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
