package org.bancada.log.elastic.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Optional;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Trusts servers whose certificate is, or is signed by, one that a person named by its fingerprint. Elasticsearch's own client would only look
 * whether such a certificate is sent along, which whoever has seen it can do.
 */
final class PinnedTrust implements X509TrustManager {
    private final String fingerprint;

    private PinnedTrust(String fingerprint) {
        this.fingerprint = fingerprint;
    }

    /** @param fingerprint SHA-256, hexadecimal */
    static SSLContext context(String fingerprint) throws GeneralSecurityException {
        return context(new PinnedTrust(fingerprint));
    }

    private static SSLContext context(TrustManager trust) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {trust}, null);
        return context;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        for (X509Certificate certificate : chain) {
            if (fingerprint(certificate).equals(fingerprint)) {
                signedBy(certificate, chain, type);
                return;
            }
        }
        throw new CertificateException("no certificate of the server has the SHA-256 fingerprint " + fingerprint);
    }

    private static void signedBy(X509Certificate anchor, X509Certificate[] chain, String type) throws CertificateException {
        try {
            KeyStore one = KeyStore.getInstance("PKCS12");
            one.load(null, null);
            one.setCertificateEntry("pinned", anchor);
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(one);
            ((X509TrustManager) factory.getTrustManagers()[0]).checkServerTrusted(chain, type);
        } catch (CertificateException wrong) {
            throw wrong;
        } catch (GeneralSecurityException | IOException failed) {
            throw new CertificateException(failed);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("no client is served here");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }

    private static String fingerprint(X509Certificate certificate) throws CertificateException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (GeneralSecurityException failed) {
            throw new CertificateException(failed);
        }
    }

    /** The fingerprint of the authority that a server names, for a person to compare; nothing is sent to the server. */
    static Optional<String> shown(String host, int port, int millis) {
        String[] found = new String[1];
        X509TrustManager look = new X509TrustManager() {
            @Override
            public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
                found[0] = fingerprint(chain[chain.length - 1]);
                throw new CertificateException("only looked at");
            }

            @Override
            public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
                throw new CertificateException("no client is served here");
            }

            @Override
            public X509Certificate[] getAcceptedIssuers() {
                return new X509Certificate[0];
            }
        };
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(host, port), millis);
            plain.setSoTimeout(millis);
            try (SSLSocket socket = (SSLSocket) context(look).getSocketFactory().createSocket(plain, host, port, true)) {
                socket.startHandshake();
            }
        } catch (IOException | GeneralSecurityException expected) {
            System.getLogger(PinnedTrust.class.getName()).log(System.Logger.Level.DEBUG, "looked at the certificate", expected);
        }
        return Optional.ofNullable(found[0]);
    }
}
