package org.bancada.alert.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.net.ssl.SSLContext;

import jakarta.mail.internet.MimeMessage;

import org.bancada.alert.AlertRule;
import org.bancada.alert.Delivery;
import org.bancada.alert.MailTarget;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.core.query.Query;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/** Alerts by e-mail through a real SMTP server, and through what only claims to be one. */
@Timeout(120)
class MailDeliveryTest {
    @TempDir
    private Path root;
    private final List<MimeMessage> mails = new CopyOnWriteArrayList<>();
    private volatile boolean refuses;
    private SSLContext tls;
    private SMTPServer server;
    private Lab lab;
    private Courier courier;

    @BeforeEach
    void open() throws Exception {
        tls = Certificate.made(root, "localhost");
        lab = new Lab(root.resolve("data"), Lab.START, tls.getSocketFactory());
        courier = lab.watcher.courier(Delivery.Way.MAIL);
    }

    @AfterEach
    void close() {
        if (server != null) {
            server.stop();
        }
        lab.close();
    }

    private SMTPServer.Builder server() {
        return SMTPServer.port(0).bindAddress(InetAddress.getLoopbackAddress()).messageHandler((context, from, to, data) -> {
            if (refuses) {
                throw new RejectException(550, "no such user here");
            }
            try {
                mails.add(new MimeMessage(null, new ByteArrayInputStream(data)));
            } catch (jakarta.mail.MessagingException garbled) {
                throw new IllegalStateException(garbled);
            }
        });
    }

    private void start(SMTPServer wanted) {
        server = wanted;
        server.start();
    }

    private MailTarget target(MailTarget.Security security, String user) {
        return new MailTarget("localhost", server.getPortAllocated(), security, user, "bancada@example.org", List.of("ana@example.org", "José <jose@example.org>"));
    }

    private void find(int nodes, String room, int from) throws Exception {
        lab.nodes(room, from, nodes);
        for (int i = from; i < from + nodes; i++) {
            lab.memory(i, 3_900_000);
        }
        Lab.await(() -> lab.alerts().stream().anyMatch(alert -> alert.room().endsWith(room) && alert.causeCount() == nodes));
    }

    private void rule() throws Exception {
        lab.rule(AlertRule.nodes("memory", "ram.kib < 6000000", Duration.ZERO));
    }

    private void settle() throws Exception {
        courier.pass();
        lab.pass(Courier.SETTLE);
        courier.pass();
    }

    private Delivery newest() throws Exception {
        return lab.outbox.deliveries(1).getFirst();
    }

    @Test
    void aTryKeepsNothingAndAnotherServerIsNotGivenThePassword() throws Exception {
        start(server().build());
        lab.outbox.test(target(MailTarget.Security.NONE, ""), null, Progress.none());
        assertEquals(1, mails.size());
        assertTrue(lab.outbox.mail().isEmpty());
        lab.done(lab.outbox.mail(target(MailTarget.Security.NONE, "ana"), "pa55".toCharArray()));
        lab.done(lab.outbox.mail(target(MailTarget.Security.STARTTLS, "ana"), null));
        assertTrue(lab.outbox.hasSecret(Delivery.Way.MAIL), "the same user of the same server");
        lab.done(lab.outbox.mail(new MailTarget("127.0.0.1", 25, MailTarget.Security.NONE, "ana", "bancada@example.org", List.of("ana@example.org")), null));
        assertFalse(lab.outbox.hasSecret(Delivery.Way.MAIL));
    }

    @Test
    void tellsOfARoomInOneLineAndOfAllInOneMessageOnce() throws Exception {
        start(server().build());
        lab.done(lab.outbox.mail(target(MailTarget.Security.NONE, ""), null));
        rule();
        find(30, "le1", 1);
        find(1, "le2", 31);
        courier.pass();
        assertEquals(0, mails.size(), "what comes at once is gathered");
        settle();
        assertEquals(1, mails.size(), "one message for all");
        assertEquals(2, mails.getFirst().getAllRecipients().length);
        String text = (String) mails.getFirst().getContent();
        assertEquals("[Bancada] 2 alerts", mails.getFirst().getSubject());
        assertTrue(text.contains("memory: 30 PCs in Central / IC / le1") && text.contains("memory: one PC in Central / IC / le2"), text);
        assertTrue(text.contains("ram.kib=3900000"), text);
        assertEquals(Delivery.State.SENT, newest().state());
        lab.close();
        lab = new Lab(root.resolve("data"), lab.clock.get(), tls.getSocketFactory());
        courier = lab.watcher.courier(Delivery.Way.MAIL);
        lab.pass(Duration.ofHours(5));
        settle();
        assertEquals(1, mails.size(), "nothing is told twice");
    }

    @Test
    void startTlsAndTlsWithLoginAreCheckedAndSecretsStaySecret() throws Exception {
        var auth = new EasyAuthenticationHandlerFactory((user, password, context) -> {
            if (!user.equals("ana") || !password.equals("s3cr3t")) {
                throw new LoginFailedException();
            }
        });
        start(server().enableTLS().requireTLS().requireAuth().startTlsSocketFactory(tls).authenticationHandlerFactory(auth).build());
        lab.done(lab.outbox.mail(target(MailTarget.Security.STARTTLS, "ana"), "s3cr3t".toCharArray()));
        lab.outbox.test(Delivery.Way.MAIL, Progress.none());
        assertTrue(mails.getFirst().getSubject().contains("Test message"));
        lab.done(lab.outbox.mail(target(MailTarget.Security.STARTTLS, "ana"), "wrong".toCharArray()));
        ProblemException login = assertThrows(ProblemException.class, () -> lab.outbox.test(Delivery.Way.MAIL, Progress.none()));
        assertTrue(login.getMessage().contains("login"), login.getMessage());
        assertEquals(0, lab.audit.entries(Query.parse("s3cr3t or wrong"), 10).size());
        try (var files = Files.walk(root.resolve("data"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertFalse(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains("s3cr3t"), file + " has the password");
            }
        }
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("data/keys/secrets.p12"))));
        server.stop();
        start(server().serverSocketFactory(tls.getServerSocketFactory()).build());
        lab.done(lab.outbox.mail(target(MailTarget.Security.TLS, ""), null));
        mails.clear();
        lab.outbox.test(Delivery.Way.MAIL, Progress.none());
        assertEquals(1, mails.size());
    }

    @Test
    void aServerWithoutTlsOrWithAnothersCertificateGetsNothing() throws Exception {
        start(server().build());
        lab.done(lab.outbox.mail(target(MailTarget.Security.STARTTLS, "ana"), "s3cr3t".toCharArray()));
        assertThrows(ProblemException.class, () -> lab.outbox.test(Delivery.Way.MAIL, Progress.none()));
        server.stop();
        SSLContext other = Certificate.made(Files.createDirectory(root.resolve("other")), "localhost");
        start(server().enableTLS().startTlsSocketFactory(other).build());
        lab.done(lab.outbox.mail(target(MailTarget.Security.STARTTLS, "ana"), null));
        assertThrows(ProblemException.class, () -> lab.outbox.test(Delivery.Way.MAIL, Progress.none()));
        assertEquals(0, mails.size());
    }

    @Test
    void whatIsRefusedIsTriedTenTimesAndThenVisiblyFailed() throws Exception {
        start(server().build());
        lab.done(lab.outbox.mail(target(MailTarget.Security.NONE, ""), null));
        rule();
        find(1, "le1", 1);
        refuses = true;
        settle();
        assertEquals(Delivery.State.WAITING, newest().state());
        assertTrue(newest().problem().contains("no such user here"), newest().problem());
        courier.pass();
        assertEquals(1, newest().attempts(), "it pauses");
        for (int i = 0; i < 20; i++) {
            lab.pass(Duration.ofHours(1));
            courier.pass();
        }
        assertEquals(Delivery.State.FAILED, newest().state());
        assertEquals(Courier.ATTEMPTS, newest().attempts());
        refuses = false;
        find(1, "le2", 2);
        settle();
        lab.pass(Duration.ofHours(1));
        courier.pass();
        assertEquals(1, mails.size(), "the next one arrives");
        assertTrue(((String) mails.getFirst().getContent()).contains("le2"));
    }

    @Test
    void anAbsentSilentOrMadServerIsLeftInTime() throws Exception {
        rule();
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress()); ServerSocket mad = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                while (!mad.isClosed()) {
                    try (Socket one = mad.accept()) {
                        one.getOutputStream().write("\u0000\u00ff<html>999 what?\r\n".repeat(10_000).getBytes(StandardCharsets.ISO_8859_1));
                    } catch (java.io.IOException closed) {
                        // The client has seen enough.
                    }
                }
            });
            int gone;
            try (ServerSocket nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                gone = nobody.getLocalPort();
            }
            for (int port : new int[] {silent.getLocalPort(), mad.getLocalPort(), gone}) {
                MailTarget target = new MailTarget("localhost", port, MailTarget.Security.NONE, "", "a@example.org", List.of("b@example.org"));
                lab.done(lab.outbox.mail(target, null));
                MailSender sender = new MailSender(target, null, null, Duration.ofSeconds(1));
                ProblemException failed = assertThrows(ProblemException.class, () -> sender.send(List.of()));
                assertTrue(failed.problem().where().equals("localhost:" + port), failed.getMessage());
            }
            find(1, "le1", 1);
            settle();
            assertEquals(1, newest().attempts());
        }
    }

    @Test
    void whatSomebodyHasSeenIsNotToldAndWhatIsMutedWaits() throws Exception {
        start(server().build());
        lab.done(lab.outbox.mail(target(MailTarget.Security.NONE, ""), null));
        rule();
        find(1, "le1", 1);
        lab.done(lab.book.acknowledge(List.of(lab.alerts().getFirst().id())));
        settle();
        assertEquals(Delivery.State.NEEDLESS, newest().state());
        find(1, "le2", 2);
        lab.done(lab.book.mute(List.of(lab.alerts().getFirst().id()), Duration.ofHours(1)));
        settle();
        assertEquals(0, mails.size());
        lab.pass(Duration.ofHours(1));
        courier.pass();
        assertEquals(1, mails.size(), "it goes on after the mute");
    }

    @Test
    void addressesCannotCarryHeaders() throws Exception {
        for (String wrong : List.of("", "ana", "a@b\r\nBcc: x@y", "a@b, c@d", "a b@c")) {
            MailTarget target = new MailTarget("localhost", 25, MailTarget.Security.NONE, "", "a@example.org", List.of(wrong));
            assertThrows(ProblemException.class, () -> lab.outbox.mail(target, null).plan(), wrong);
        }
        assertThrows(ProblemException.class, () -> lab.outbox.mail(new MailTarget("a b", 25, MailTarget.Security.NONE, "", "a@b.org", List.of("a@b.org")), null).plan());
        assertThrows(ProblemException.class, () -> lab.outbox.mail(new MailTarget("a", 70_000, MailTarget.Security.NONE, "", "a@b.org", List.of("a@b.org")), null).plan());
        assertThrows(ProblemException.class, () -> lab.outbox.test(Delivery.Way.MAIL, Progress.none()), "nobody is told yet");
    }
}
