package org.bancada.alert;

import java.util.List;

/**
 * Where alerts go by e-mail.
 *
 * @param host name or address of the mail server
 * @param port 1 to 65535
 * @param security how the connection is kept secret; with TLS the server's certificate is checked
 * @param user empty when the server wants no login; the password is a secret
 * @param from sender's address
 * @param to addresses, at least one, at most 50
 */
public record MailTarget(String host, int port, Security security, String user, String from, List<String> to) {
    /** How a connection to a mail server is kept secret. */
    public enum Security {
        /** Not at all: for a server on the same machine. */
        NONE,
        /** TLS after the greeting (RFC 3207), usually port 587; a server that does not offer it is refused. */
        STARTTLS,
        /** TLS from the start (RFC 8314), usually port 465. */
        TLS
    }

    public MailTarget {
        to = List.copyOf(to);
    }
}
