package org.bancada.ui.log;

import java.util.List;

import org.bancada.log.SavedSearch;

/** What is looked at as a search that can be saved, and back. */
final class Saved {
    private Saved() {
    }

    /** @param columns from left to right */
    static SavedSearch of(String name, Looking looking, List<SavedSearch.Column> columns) {
        TimeRange range = looking.range();
        List<SavedSearch.Condition> conditions = looking.filters().stream()
                .map(filter -> new SavedSearch.Condition(filter.field(), filter.value(), filter.negated(), filter.enabled())).toList();
        return new SavedSearch(name, looking.text(), conditions, new SavedSearch.Times(range.last(), range.from(), range.to()), columns);
    }

    static Looking looking(SavedSearch search) {
        List<Filter> filters = search.conditions().stream().map(one -> new Filter(one.field(), one.value(), one.negated(), one.enabled())).toList();
        return new Looking(search.query(), filters, range(search.times()));
    }

    static TimeRange range(SavedSearch.Times times) {
        return new TimeRange(times.last(), times.from(), times.to());
    }
}
