package org.bancada.cli.internal.verbs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.bancada.cli.Invocation;
import org.bancada.cli.Json;
import org.bancada.cli.JsonOption;
import org.bancada.cli.Table;
import org.bancada.cli.Verb;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.log.SavedSearch;
import org.bancada.log.SavedSearches;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the saved searches, and what is wrong with those that cannot be used. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=logs saved")
public final class LogsSavedVerb implements Verb {
    @Mixin
    private JsonOption json;

    @Override
    public int run(Invocation invocation) throws ProblemException, IOException {
        SavedSearches searches = invocation.engines().get(SavedSearches.class);
        Map<String, Problem> broken = searches.broken();
        if (json.wanted()) {
            List<Object> documents = new ArrayList<>(searches.list().stream().map(LogsSavedVerb::document).toList());
            broken.forEach((name, problem) -> documents.add(document(name, problem)));
            new Json(invocation.terminal().out()).print(documents);
            return DONE;
        }
        Table table = new Table(Words.text(invocation, "log.saved"), Words.text(invocation, "log.saved.times"), Words.text(invocation, "alert.query"),
                Words.text(invocation, "log.saved.columns"));
        for (SavedSearch search : searches.list()) {
            String columns = search.columns().stream().map(SavedSearch.Column::field).collect(Collectors.joining(","));
            table.row(search.name(), times(search.times(), invocation), search.wholeQuery(), Words.orDash(columns));
        }
        if (!table.isEmpty()) {
            invocation.terminal().out().print(table);
        } else if (broken.isEmpty()) {
            invocation.terminal().err().println(Words.text(invocation, "log.saved.none"));
        }
        broken.forEach((name, problem) -> invocation.terminal().err().println(Words.text(invocation, "log.saved.broken", name, problem.line())));
        return DONE;
    }

    private static String times(SavedSearch.Times times, Invocation invocation) {
        if (times.last() != null) {
            return Words.text(invocation, "log.saved.last", Words.duration(times.last()));
        }
        return times.from() == null && times.to() == null ? "-" : Words.time(times.from()) + " .. " + Words.time(times.to());
    }

    private static Map<String, Object> document(SavedSearch search) {
        Map<String, Object> document = document(search.name(), (Problem) null);
        document.put("query", search.query());
        document.put("conditions", search.conditions().stream().map(LogsSavedVerb::document).toList());
        document.put("wholeQuery", search.wholeQuery());
        document.put("lastSeconds", search.times().last() == null ? null : search.times().last().toSeconds());
        document.put("from", search.times().from());
        document.put("to", search.times().to());
        document.put("columns", search.columns().stream().map(LogsSavedVerb::document).toList());
        return document;
    }

    private static Map<String, Object> document(String name, Problem problem) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", name);
        document.put("problem", problem == null ? null : problem.line());
        return document;
    }

    private static Map<String, Object> document(SavedSearch.Condition condition) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("field", condition.field());
        document.put("value", condition.value());
        document.put("negated", condition.negated());
        document.put("enabled", condition.enabled());
        return document;
    }

    private static Map<String, Object> document(SavedSearch.Column column) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("field", column.field());
        document.put("width", column.width());
        return document;
    }
}
