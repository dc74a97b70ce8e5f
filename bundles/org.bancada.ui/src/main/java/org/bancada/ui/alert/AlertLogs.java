package org.bancada.ui.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

import org.bancada.alert.Alert;
import org.bancada.alert.AlertRule;
import org.bancada.core.query.QuerySyntax;

/** Which logs an alert is about. */
record AlertLogs(String query, Instant from, Instant to) {
    private static final Duration BEFORE = Duration.ofHours(1);
    private static final Duration AFTER = Duration.ofMinutes(5);
    private static final List<String> NODE_FIELDS = List.of("host", "host.name", "hostname", "node");

    static AlertLogs of(Alert alert) {
        String causes = alert.causes().stream().filter(cause -> !cause.isEmpty()).map(QuerySyntax::quote).collect(Collectors.joining(" or "));
        boolean nodes = alert.kind() == AlertRule.Kind.NODES || alert.groupBy().equals(AlertRule.NODE);
        String among = causes.isEmpty() ? ""
                : (nodes ? NODE_FIELDS.stream() : List.of(alert.groupBy()).stream()).map(field -> field + ": (" + causes + ")").collect(Collectors.joining(" or "));
        String query = alert.kind() == AlertRule.Kind.NODES ? among : among.isEmpty() ? alert.query() : "(" + alert.query() + ") and (" + among + ")";
        Instant last = alert.ended() == null ? alert.last() : alert.ended();
        return new AlertLogs(query, alert.opened().minus(BEFORE), last.plus(AFTER));
    }
}
