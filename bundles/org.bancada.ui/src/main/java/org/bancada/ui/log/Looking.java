package org.bancada.ui.log;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.bancada.core.query.Query;
import org.bancada.core.query.QueryException;
import org.bancada.log.LogQuery;

/** What a person looks at: immutable, so that back and forward are a matter of keeping the earlier ones. */
record Looking(String text, List<Filter> filters, TimeRange range) {

    Looking {
        filters = List.copyOf(filters);
    }

    Looking text(String other) {
        return new Looking(other, filters, range);
    }

    Looking range(TimeRange other) {
        return new Looking(text, filters, other);
    }

    /** With one more condition; one on the same value is replaced. */
    Looking plus(Filter filter) {
        List<Filter> others = new ArrayList<>(filters);
        others.removeIf(known -> known.field().equals(filter.field()) && known.value().equals(filter.value()));
        others.add(filter);
        return new Looking(text, others, range);
    }

    Looking replace(Filter old, Filter by) {
        return new Looking(text, filters.stream().map(known -> known.equals(old) ? by : known).toList(), range);
    }

    Looking minus(Filter filter) {
        return new Looking(text, filters.stream().filter(known -> !known.equals(filter)).toList(), range);
    }

    /** @throws QueryException when what was typed cannot be read */
    LogQuery query(Instant now) throws QueryException {
        Query.parse(text);
        List<String> parts = new ArrayList<>();
        if (!text.isBlank()) {
            parts.add("(" + text + ")");
        }
        filters.stream().filter(Filter::enabled).map(Filter::query).forEach(parts::add);
        return new LogQuery(Query.parse(parts.isEmpty() ? "*" : String.join(" and ", parts)), range.begin(now), range.end());
    }
}
