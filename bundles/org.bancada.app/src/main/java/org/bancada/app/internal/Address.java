package org.bancada.app.internal;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text form of a listening address: {@code HOST:PORT}, an IPv6 address in square brackets. */
final class Address {
    private static final Pattern FORM = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[^\\s:\\[\\]/]+):(\\d{1,5})");

    private Address() {
    }

    /** @return empty when the text has another form or the port is above 65535; the name is not looked up */
    static Optional<InetSocketAddress> parse(String text) {
        Matcher parts = FORM.matcher(text.strip());
        if (!parts.matches() || Integer.parseInt(parts.group(2)) > 65535) {
            return Optional.empty();
        }
        return Optional.of(InetSocketAddress.createUnresolved(parts.group(1), Integer.parseInt(parts.group(2))));
    }

    static String text(InetSocketAddress address) {
        String host = address.getHostString();
        return (host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
