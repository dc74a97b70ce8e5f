package org.bancada.core.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A record of given fields; free text is searched in all of them. */
record RecordOf(Map<String, List<String>> fields) implements Fields {

    static RecordOf of(String... namesAndValues) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.computeIfAbsent(namesAndValues[i], k -> new ArrayList<>()).add(namesAndValues[i + 1]);
        }
        return new RecordOf(fields);
    }

    @Override
    public Collection<String> values(String field) {
        return fields.getOrDefault(field, List.of());
    }

    @Override
    public Collection<String> fieldNames() {
        return fields.keySet();
    }

    @Override
    public Collection<String> freeText() {
        return fields.values().stream().flatMap(List::stream).toList();
    }
}
