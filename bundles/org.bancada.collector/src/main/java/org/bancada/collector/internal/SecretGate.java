package org.bancada.collector.internal;

import java.io.IOException;
import java.net.InetAddress;

import jakarta.servlet.http.HttpServletRequest;

/** Takes secrets only where nobody can read them on the way: over TLS, or from this machine itself. */
final class SecretGate {
    /** What a client hears that sent its secret in the clear. */
    static final String WHY = "secrets are not taken in the clear: use https and the next port";

    private SecretGate() {
    }

    static boolean isPrivate(HttpServletRequest request) throws IOException {
        return isPrivate(request.isSecure(), InetAddress.getByName(request.getRemoteAddr()));
    }

    static boolean isPrivate(boolean secure, InetAddress client) {
        return secure || client.isLoopbackAddress();
    }
}
