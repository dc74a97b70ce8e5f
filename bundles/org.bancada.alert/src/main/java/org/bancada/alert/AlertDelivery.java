package org.bancada.alert;

import java.net.URI;
import java.util.List;
import java.util.Optional;

import org.bancada.core.Operation;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;

/**
 * Who is told of alerts besides the workbench: once for each alert, half a minute after it began, so that what comes at once is told at once. What
 * cannot be told is tried ten times within three hours. Safe for use by several threads; not to be called from a UI thread.
 */
public interface AlertDelivery {

    Optional<MailTarget> mail() throws ProblemException;

    Optional<URI> webhook() throws ProblemException;

    /**
     * Sends alerts by e-mail from now on.
     *
     * @param target null sends none any more
     * @param password of the user; null keeps the one that is known, if neither server nor user change
     */
    Operation<Void> mail(MailTarget target, char[] password);

    /**
     * Posts alerts as JSON from now on, with {@code X-Bancada-Signature: sha256=HEX}, the HMAC of the body (RFC 2104), when there is a secret.
     *
     * @param target http or https; null posts none any more
     * @param secret for the signature; null keeps the one that is known
     */
    Operation<Void> webhook(URI target, char[] secret);

    /** Whether there is a password of the mail user, or a secret for the signature. */
    boolean hasSecret(Delivery.Way way) throws ProblemException;

    /**
     * Sends a test message now and waits for it.
     *
     * @throws ProblemException when it could not be sent: what the other side said
     */
    void test(Delivery.Way way, Progress progress) throws ProblemException;

    /** The same by a server that is not set up yet; {@code password} as in {@link #mail(MailTarget, char[])}. */
    void test(MailTarget target, char[] password, Progress progress) throws ProblemException;

    /** The same to an address that is not set up yet; {@code secret} as in {@link #webhook(URI, char[])}. */
    void test(URI target, char[] secret, Progress progress) throws ProblemException;

    /** The newest deliveries, newest first. */
    List<Delivery> deliveries(int limit) throws ProblemException;
}
