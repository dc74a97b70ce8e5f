package org.bancada.cli.internal.verbs;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.bancada.cli.Invocation;
import org.bancada.cli.UsageException;
import org.bancada.cli.Verb;
import org.bancada.core.Operation;
import org.bancada.log.SavedSearch;
import org.bancada.log.SavedSearches;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Keeps a search under a name. */
@Command
@Component(service = Verb.class, scope = ServiceScope.PROTOTYPE, property = Verb.WORDS + "=logs save")
public final class LogsSaveVerb extends SavedChangeVerb {
    private static final Pattern LAST = Pattern.compile("(\\d{1,6})([wdhms])");
    /** What would mean another moment whenever the search is used, and cannot be kept so: months and years differ in length. */
    private static final Pattern RELATIVE = Pattern.compile("\\d+[yMwdhms]|now.*");
    private static final Map<String, Duration> UNITS = Map.of("w", Duration.ofDays(7), "d", Duration.ofDays(1), "h", Duration.ofHours(1), "m",
            Duration.ofMinutes(1), "s", Duration.ofSeconds(1));

    @Parameters(index = "0", paramLabel = "NAME", descriptionKey = "name")
    private String search;

    @Parameters(index = "1", arity = "0..1", paramLabel = "QUERY", descriptionKey = "log.query", defaultValue = "*")
    private String query;

    @Option(names = "--since", paramLabel = "TIME", descriptionKey = "since")
    private String since;

    @Option(names = "--until", paramLabel = "TIME", descriptionKey = "until")
    private String until;

    @Option(names = "--columns", paramLabel = "FIELD", split = ",", descriptionKey = "columns")
    private List<String> columns = List.of();

    @Override
    Operation<Void> operation(SavedSearches searches, Invocation invocation) throws UsageException {
        String text = invocation.query(query).text();
        return searches.save(new SavedSearch(search, text.strip().equals("*") ? "" : text, List.of(), times(invocation),
                columns.stream().map(field -> new SavedSearch.Column(field.strip(), 0)).toList()));
    }

    /** A time such as 7d stays relative to whenever the search is used; a date does not. */
    private SavedSearch.Times times(Invocation invocation) throws UsageException {
        Matcher last = LAST.matcher(since == null ? "" : since);
        if (!last.matches()) {
            return new SavedSearch.Times(null, date(invocation, since, false), date(invocation, until, true));
        }
        if (until != null) {
            throw new UsageException(Words.text(invocation, "log.saved.until", since));
        }
        return SavedSearch.Times.last(UNITS.get(last.group(2)).multipliedBy(Long.parseLong(last.group(1))));
    }

    private static Instant date(Invocation invocation, String typed, boolean end) throws UsageException {
        if (typed != null && RELATIVE.matcher(typed).matches()) {
            throw new UsageException(Words.text(invocation, "log.saved.relative", typed));
        }
        return LogOptions.time(invocation, typed, end);
    }
}
