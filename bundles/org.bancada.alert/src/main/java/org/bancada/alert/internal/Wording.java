package org.bancada.alert.internal;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

import org.bancada.alert.Alert;
import org.bancada.alert.AlertRule;
import org.bancada.core.Messages;

/** Alerts as messages say them: a line for each, then what is known of it. */
final class Wording {
    private static final Messages TEXT = Messages.beside(Wording.class);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss zzz");
    private static final int NAMED = 10;

    private Wording() {
    }

    static String subject(List<Alert> alerts) {
        return "[Bancada] " + (alerts.isEmpty() ? TEXT.text("mail.test") : alerts.size() == 1 ? line(alerts.getFirst()) : TEXT.text("mail.many", alerts.size()));
    }

    static String body(List<Alert> alerts) {
        if (alerts.isEmpty()) {
            return TEXT.text("mail.test.text") + "\n";
        }
        StringBuilder text = new StringBuilder();
        alerts.forEach(alert -> text.append(line(alert)).append('\n'));
        for (Alert alert : alerts) {
            text.append('\n').append(line(alert)).append('\n');
            text.append(TEXT.text("mail.since", time(alert.opened()), alert.count())).append('\n');
            List<String> causes = alert.causes().stream().filter(cause -> !cause.isEmpty()).limit(NAMED).toList();
            if (!causes.isEmpty()) {
                text.append(String.join(", ", causes)).append(alert.causeCount() > causes.size() ? " +" + (alert.causeCount() - causes.size()) : "").append('\n');
            }
            text.append("> ").append(alert.evidence()).append('\n');
        }
        return text.append('\n').append(TEXT.text("mail.end")).append('\n').toString();
    }

    /** One line: which rule, how many, where. */
    static String line(Alert alert) {
        String where = alert.room().isEmpty() ? alert.causes().isEmpty() ? "" : alert.causes().getFirst() : alert.room();
        String what = alert.kind() == AlertRule.Kind.NODES ? TEXT.text("line.nodes", alert.rule(), alert.causeCount()) : TEXT.text("line.events", alert.rule(), alert.count());
        return where.isEmpty() ? what : TEXT.text("line.where", what, where);
    }

    private static String time(Instant instant) {
        return TIME.format(instant.atZone(ZoneId.systemDefault()));
    }
}
