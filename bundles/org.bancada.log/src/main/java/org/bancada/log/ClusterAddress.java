package org.bancada.log;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

import org.bancada.core.Messages;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;

/**
 * An Elasticsearch that keeps the events. Its password is no part of it.
 *
 * @param url {@code http} or {@code https}, with a host
 * @param index name of the alias that the events are written and read through
 * @param user who asks; empty when nobody is named: the secret, if there is one, is an API key then
 * @param fingerprint SHA-256 of the certificate that the server's must be signed by (or be), 64 hexadecimal digits; empty when the
 *        authorities count that Java knows
 */
public record ClusterAddress(URI url, String index, String user, String fingerprint) {
    public static final String USUAL_INDEX = "bancada-logs";
    private static final Pattern INDEX = Pattern.compile("[a-z0-9][a-z0-9._-]{0,200}");
    private static final Pattern FINGERPRINT = Pattern.compile("|[0-9a-f]{64}");
    private static final Messages TEXT = Messages.beside(ClusterAddress.class);

    /**
     * Reads an address as people write it.
     *
     * @param index empty for the usual one
     * @param fingerprint with or without colons, in any letter case
     */
    public static ClusterAddress parse(String url, String index, String user, String fingerprint) throws ProblemException {
        URI uri;
        try {
            String text = url.strip();
            uri = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
        } catch (IllegalArgumentException noAddress) {
            throw wrong("cluster.url", url);
        }
        boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
        if (!web || uri.getHost() == null || uri.getQuery() != null || uri.getFragment() != null || url.length() > 1_000) {
            throw wrong("cluster.url", url);
        }
        if (uri.getUserInfo() != null) {
            throw wrong("cluster.user", uri.getHost());
        }
        String name = index.isBlank() ? USUAL_INDEX : index.strip();
        if (!INDEX.matcher(name).matches()) {
            throw wrong("cluster.index", name);
        }
        String hexadecimal = fingerprint.strip().replace(":", "").toLowerCase(Locale.ROOT);
        if (!FINGERPRINT.matcher(hexadecimal).matches()) {
            throw wrong("cluster.fingerprint", fingerprint.strip());
        }
        if (user.strip().length() > 500 || user.chars().anyMatch(c -> c < ' ' || c == ':')) {
            throw wrong("cluster.name", user.strip());
        }
        return new ClusterAddress(uri, name, user.strip(), hexadecimal);
    }

    private static ProblemException wrong(String text, String given) {
        return new ProblemException(new Problem(TEXT.text(text), given, TEXT.text(text + ".cure")));
    }

    /** Whether the connection is encrypted. */
    public boolean encrypted() {
        return url.getScheme().equalsIgnoreCase("https");
    }

    /** The port that is meant, also when it is not said: Elasticsearch's own is 9200 for both schemes. */
    public int port() {
        return url.getPort() < 0 ? 9200 : url.getPort();
    }
}
