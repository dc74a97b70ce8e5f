package org.bancada.alert.internal;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import javax.net.ssl.SSLSocketFactory;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;

import org.bancada.alert.AlertDelivery;
import org.bancada.alert.Delivery;
import org.bancada.alert.MailTarget;
import org.bancada.core.Messages;
import org.bancada.core.Operation;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.store.AuditLog;
import org.bancada.store.Secrets;
import org.bancada.store.Settings;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Where alerts go, and what has gone. The mail server is a setting; its password, the webhook and the webhook's secret are secrets. */
@Component(service = {AlertDelivery.class, Outbox.class})
public final class Outbox implements AlertDelivery {
    private static final Messages TEXT = Messages.beside(Outbox.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String MAIL = "alert.mail";
    private static final String HOOK = "alert.webhook";
    private static final String HOOK_SECRET = "alert.webhook.secret";
    private static final int MOST_ADDRESSES = 50;
    private static final int MOST_LISTED = 10_000;

    private final AlertBook book;
    private final Settings settings;
    private final Secrets secrets;
    private final AuditLog audit;
    private final SSLSocketFactory tls;
    private final Duration patience;
    private final DeliveryTables tables;

    @Activate
    public Outbox(@Reference AlertBook book, @Reference Settings settings, @Reference Secrets secrets, @Reference AuditLog audit) {
        this(book, settings, secrets, audit, null, PATIENCE);
    }

    Outbox(AlertBook book, Settings settings, Secrets secrets, AuditLog audit, SSLSocketFactory tls, Duration patience) {
        this.book = book;
        this.settings = settings;
        this.secrets = secrets;
        this.audit = audit;
        this.tls = tls;
        this.patience = patience;
        tables = new DeliveryTables(book.tables().database());
    }

    DeliveryTables tables() {
        return tables;
    }

    AlertBook book() {
        return book;
    }

    /** Notes, in the transaction that opens an alert, on which ways it is to be told. */
    void opened(long alert, Instant now) throws ProblemException {
        if (mail().isPresent()) {
            tables.add(alert, Delivery.Way.MAIL, now);
        }
        if (webhook().isPresent()) {
            tables.add(alert, Delivery.Way.WEBHOOK, now);
        }
    }

    /** Who tells on a way now; empty when nobody is to. */
    Optional<Sender> sender(Delivery.Way way) throws ProblemException {
        if (way == Delivery.Way.MAIL) {
            Optional<MailTarget> target = mail();
            return target.isEmpty() ? Optional.empty() : Optional.of(new MailSender(target.get(), secrets.get(MAIL).orElse(null), tls, patience));
        }
        Optional<URI> target = webhook();
        return target.isEmpty() ? Optional.empty() : Optional.of(new WebhookSender(target.get(), secrets.get(HOOK_SECRET).orElse(null), patience));
    }

    @Override
    public Optional<MailTarget> mail() throws ProblemException {
        List<String> lines = settings.get(MAIL, "").lines().toList();
        return lines.size() < 6 ? Optional.empty() : Optional.of(new MailTarget(lines.get(0), Integer.parseInt(lines.get(1)),
                MailTarget.Security.valueOf(lines.get(2)), lines.get(3), lines.get(4), lines.subList(5, lines.size())));
    }

    @Override
    public Optional<URI> webhook() throws ProblemException {
        return secrets.get(HOOK).map(text -> URI.create(new String(text)));
    }

    @Override
    public Operation<Void> mail(MailTarget target, char[] password) {
        return new Change(audit, book::changed, target == null ? "alerts deliver mail --off" : "alerts deliver mail " + String.join(" ", target.to()), () -> {
            if (target == null) {
                return mail().isEmpty() ? "" : TEXT.text("plan.mail.off");
            }
            check(target);
            return TEXT.text("plan.mail", String.join(", ", target.to()), target.host() + ":" + target.port());
        }, () -> {
            if (target == null) {
                settings.remove(MAIL);
                secrets.remove(MAIL);
                tables.giveUp(Delivery.Way.MAIL);
                return;
            }
            check(target);
            if (password != null) {
                secrets.put(MAIL, password);
            } else if (!keeps(target)) {
                secrets.remove(MAIL);
            }
            settings.put(MAIL, String.join("\n", target.host(), Integer.toString(target.port()), target.security().name(), target.user(), target.from(),
                    String.join("\n", target.to())));
        });
    }

    /** Another server must not be given the password that was meant for the one before. */
    private boolean keeps(MailTarget target) throws ProblemException {
        return mail().filter(known -> known.host().equalsIgnoreCase(target.host()) && known.user().equals(target.user())).isPresent();
    }

    private static void check(MailTarget target) throws ProblemException {
        boolean host = !target.host().isBlank() && target.host().chars().noneMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c));
        if (!host || target.port() < 1 || target.port() > 65_535) {
            throw problem("server.wrong", target.host() + ":" + target.port());
        }
        if (target.user().chars().anyMatch(Character::isISOControl)) {
            throw problem("user.wrong", target.host());
        }
        if (target.to().isEmpty() || target.to().size() > MOST_ADDRESSES) {
            throw problem("addresses.wrong", Integer.toString(target.to().size()));
        }
        address(target.from());
        for (String to : target.to()) {
            address(to);
        }
    }

    private static void address(String text) throws ProblemException {
        try {
            InternetAddress[] one = InternetAddress.parse(text, true);
            if (one.length != 1 || !one[0].getAddress().contains("@") || text.chars().anyMatch(Character::isISOControl)) {
                throw problem("address.wrong", text);
            }
            one[0].validate();
        } catch (AddressException wrong) {
            throw problem("address.wrong", text);
        }
    }

    @Override
    public Operation<Void> webhook(URI target, char[] secret) {
        String shown = target == null ? "" : shown(target);
        return new Change(audit, book::changed, "alerts deliver webhook " + (target == null ? "--off" : shown), () -> {
            if (target == null) {
                return webhook().isEmpty() ? "" : TEXT.text("plan.webhook.off");
            }
            check(target, shown);
            return TEXT.text("plan.webhook", shown);
        }, () -> {
            if (target == null) {
                secrets.remove(HOOK);
                secrets.remove(HOOK_SECRET);
                tables.giveUp(Delivery.Way.WEBHOOK);
                return;
            }
            check(target, shown);
            if (secret != null) {
                secrets.put(HOOK_SECRET, secret);
            }
            secrets.put(HOOK, target.toString().toCharArray());
        });
    }

    private static String shown(URI target) {
        return target.getScheme() + "://" + target.getAuthority();
    }

    private static void check(URI target, String shown) throws ProblemException {
        boolean http = target.getScheme() != null && List.of("http", "https").contains(target.getScheme().toLowerCase(Locale.ROOT));
        if (!http || target.getHost() == null || target.getRawUserInfo() != null) {
            throw problem("hook.wrong", shown);
        }
    }

    private static ProblemException problem(String key, String where) {
        return new ProblemException(new Problem(TEXT.text(key), where, TEXT.text(key + ".cure")));
    }

    @Override
    public void test(Delivery.Way way, Progress progress) throws ProblemException {
        test(sender(way).orElseThrow(() -> problem("test.nowhere", way.name().toLowerCase(Locale.ROOT))), progress);
    }

    @Override
    public void test(MailTarget target, char[] password, Progress progress) throws ProblemException {
        check(target);
        char[] used = password != null ? password : keeps(target) ? secrets.get(MAIL).orElse(null) : null;
        test(new MailSender(target, used, tls, patience), progress);
    }

    @Override
    public void test(URI target, char[] secret, Progress progress) throws ProblemException {
        check(target, shown(target));
        test(new WebhookSender(target, secret != null ? secret : secrets.get(HOOK_SECRET).orElse(null), patience), progress);
    }

    @Override
    public boolean hasSecret(Delivery.Way way) throws ProblemException {
        return secrets.get(way == Delivery.Way.MAIL ? MAIL : HOOK_SECRET).isPresent();
    }

    private static void test(Sender sender, Progress progress) throws ProblemException {
        Thread asking = Thread.currentThread();
        try (Progress.Registration asked = progress.onCancel(asking::interrupt)) {
            sender.send(List.of());
        }
    }

    @Override
    public List<Delivery> deliveries(int limit) throws ProblemException {
        return tables.newest(Math.clamp(limit, 0, MOST_LISTED));
    }
}
