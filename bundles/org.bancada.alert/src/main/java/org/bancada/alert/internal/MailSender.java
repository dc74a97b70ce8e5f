package org.bancada.alert.internal;

import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLSocketFactory;

import jakarta.mail.Address;
import jakarta.mail.Authenticator;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;

import org.bancada.alert.Alert;
import org.bancada.alert.MailTarget;
import org.bancada.core.Messages;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;

/** Sends one e-mail for all alerts that are to be told at once, with a line for each. */
final class MailSender implements Sender {
    private static final Messages TEXT = Messages.beside(MailSender.class);
    private static final Duration SILENCE = Duration.ofSeconds(15);
    private static final int MOST = 100;
    private static final int LONGEST_ANSWER = 300;

    private final MailTarget target;
    private final char[] password;
    private final SSLSocketFactory tls;
    private final Duration patience;

    /**
     * @param password null when there is none
     * @param tls null for the certificates that Java trusts
     * @param patience after which a server that goes on answering slowly is left
     */
    MailSender(MailTarget target, char[] password, SSLSocketFactory tls, Duration patience) {
        this.target = target;
        this.password = password;
        this.tls = tls;
        this.patience = patience;
    }

    @Override
    public int most() {
        return MOST;
    }

    @Override
    public void send(List<Alert> alerts) throws ProblemException {
        FutureTask<Void> task = new FutureTask<>(() -> {
            // Jakarta Mail finds its parts by the loader of the thread; they lie in this bundle.
            Thread.currentThread().setContextClassLoader(MailSender.class.getClassLoader());
            message(alerts);
            return null;
        });
        Thread thread = Thread.ofVirtual().name("alert-mail").start(task);
        try {
            task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            // A virtual thread that is interrupted closes the socket that it waits for.
            thread.interrupt();
            throw problem(TEXT.text("mail.slow", patience.toSeconds()), slow);
        } catch (InterruptedException asked) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            throw problem(TEXT.text("send.ended"), asked);
        } catch (ExecutionException failed) {
            throw explained(failed.getCause());
        }
    }

    private void message(List<Alert> alerts) throws MessagingException {
        Session session = Session.getInstance(properties(), password == null || target.user().isEmpty() ? null : new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication(target.user(), new String(password));
            }
        });
        MimeMessage message = new MimeMessage(session);
        message.setFrom(new InternetAddress(target.from()));
        message.setRecipients(Message.RecipientType.TO, InternetAddress.parse(String.join(",", target.to())));
        message.setSubject(Wording.subject(alerts).replaceAll("\\p{Cntrl}", " "), "UTF-8");
        message.setText(Wording.body(alerts), "UTF-8");
        message.setSentDate(new Date());
        message.setHeader("Auto-Submitted", "auto-generated");
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect();
            message.saveChanges();
            Address[] to = message.getAllRecipients();
            transport.sendMessage(message, to);
        }
    }

    private Properties properties() {
        Properties properties = new Properties();
        String silence = Long.toString(SILENCE.toMillis());
        properties.put("mail.smtp.host", target.host());
        properties.put("mail.smtp.port", Integer.toString(target.port()));
        properties.put("mail.smtp.connectiontimeout", silence);
        properties.put("mail.smtp.timeout", silence);
        properties.put("mail.smtp.writetimeout", silence);
        properties.put("mail.smtp.auth", Boolean.toString(!target.user().isEmpty()));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.quitwait", "false");
        if (!target.user().isEmpty()) {
            properties.put("mail.smtp.user", target.user());
        }
        if (target.security() == MailTarget.Security.TLS) {
            properties.put("mail.smtp.ssl.enable", "true");
        } else if (target.security() == MailTarget.Security.STARTTLS) {
            properties.put("mail.smtp.starttls.enable", "true");
            properties.put("mail.smtp.starttls.required", "true");
        }
        if (tls != null) {
            properties.put("mail.smtp.ssl.socketFactory", tls);
        }
        return properties;
    }

    private ProblemException explained(Throwable failed) {
        String said = String.valueOf(failed.getMessage()).replaceAll("\\p{Cntrl}+", " ").strip();
        said = said.length() > LONGEST_ANSWER ? said.substring(0, LONGEST_ANSWER) + "…" : said;
        return problem(switch (failed) {
            case AuthenticationFailedException e -> TEXT.text("mail.login", said);
            case SendFailedException e -> TEXT.text("mail.refused", said);
            case null, default -> TEXT.text("mail.failed", said);
        }, failed);
    }

    private ProblemException problem(String what, Throwable cause) {
        return new ProblemException(new Problem(what, target.host() + ":" + target.port(), TEXT.text("mail.cure")), cause);
    }
}
