package org.bancada.collector;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;
import java.util.regex.Pattern;

/**
 * With what the collector proves to nodes who it is: a certificate for a year, signed by an authority for ten, which the collector makes itself.
 * Nodes trust the authority, so that a new certificate, or one for other names, needs nothing of them.
 *
 * @param authority PEM file with the authority's certificate, for nodes' {@code /etc/bancada/collector.pem}
 * @param authorityFingerprint SHA-256 of the authority's certificate, as {@code openssl x509 -fingerprint -sha256} writes it
 * @param authorityExpires when nodes need another authority
 * @param fingerprint SHA-256 of the certificate itself, in the same form
 * @param names host names and addresses under which clients may call
 * @param expires until when the certificate is good; it is renewed a month before
 */
public record CollectorCertificate(Path authority, String authorityFingerprint, Instant authorityExpires, String fingerprint, SortedSet<String> names, Instant expires) {
    /** RFC 1123; keytool takes no other. */
    private static final Pattern HOST = Pattern
            .compile("(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*");
    private static final Pattern ADDRESS = Pattern.compile("((25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(\\.(?!$)|$)){4}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    private static final Pattern DIGITS = Pattern.compile("[0-9.]+");

    /** Whether a certificate can be for it: a host name, or an address. Nothing is looked up. */
    public static boolean isName(String text) {
        return address(text).isPresent() || HOST.matcher(text).matches() && !DIGITS.matcher(text).matches();
    }

    /** @return the address that {@code text} writes, empty when it is none. Nothing is looked up */
    public static Optional<InetAddress> address(String text) {
        if (!ADDRESS.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException none) {
            return Optional.empty();
        }
    }
}
