package org.bancada.collector.internal;

import java.util.List;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

import org.bancada.log.Outcome;

/**
 * Elasticsearch's answers, byte for byte where shippers are picky: Fluent Bit looks for {@code "errors":false,"items":[} when an answer was
 * too long for its buffer.
 */
final class BulkAnswer {
    private BulkAnswer() {
    }

    static String of(List<BulkBody.Item> items, List<Outcome> outcomes, long millis) {
        boolean errors = outcomes.stream().anyMatch(outcome -> !outcome.taken());
        StringBuilder json = new StringBuilder(64 + 160 * items.size());
        json.append("{\"took\":").append(millis).append(",\"errors\":").append(errors).append(",\"items\":[");
        for (int i = 0; i < items.size(); i++) {
            BulkBody.Item item = items.get(i);
            Outcome outcome = outcomes.get(i);
            json.append(i == 0 ? "" : ",").append("{\"").append(item.action()).append("\":{\"_index\":");
            text(json, item.index()).append(",\"_id\":");
            text(json, outcome.id());
            if (outcome.taken()) {
                json.append(",\"_version\":1,\"result\":\"").append(outcome.status() == 201 ? "created" : "updated")
                        .append("\",\"_shards\":{\"total\":1,\"successful\":1,\"failed\":0},\"status\":").append(outcome.status());
            } else {
                json.append(",\"status\":").append(outcome.status()).append(",\"error\":{\"type\":");
                text(json, outcome.type()).append(",\"reason\":");
                text(json, outcome.reason()).append('}');
            }
            json.append("}}");
        }
        return json.append("]}").toString();
    }

    static String error(int status, String type, String why) {
        StringBuilder json = new StringBuilder("{\"error\":{\"root_cause\":[{\"type\":");
        text(json, type).append(",\"reason\":");
        text(json, why).append("}],\"type\":");
        text(json, type).append(",\"reason\":");
        return text(json, why).append("},\"status\":").append(status).append('}').toString();
    }

    private static StringBuilder text(StringBuilder json, String text) {
        json.append('"');
        JsonStringEncoder.getInstance().quoteAsString(text, json);
        return json.append('"');
    }
}
