package org.bancada.log.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.bancada.core.Messages;
import org.bancada.core.NaturalOrder;
import org.bancada.core.Operation;
import org.bancada.core.Plan;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.core.query.QueryException;
import org.bancada.log.SavedSearch;
import org.bancada.log.SavedSearches;
import org.bancada.store.AuditLog;
import org.bancada.store.Database;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Saved searches: what they may be, and who wants to know of changes. */
@Component
public final class SavedBook implements SavedSearches {
    private static final Messages TEXT = Messages.beside(SavedBook.class);
    private static final int MOST_SEARCHES = 500;
    private static final int WIDEST = 10_000;
    private static final Duration LONGEST_TIME = Duration.ofDays(36_525);
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private final SavedTables tables;
    private final AuditLog audit;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    @Activate
    public SavedBook(@Reference Database database, @Reference AuditLog audit) throws ProblemException {
        this.audit = audit;
        tables = new SavedTables(database);
    }

    @Override
    public List<SavedSearch> list() throws ProblemException {
        return tables.all().stream().filter(search -> wrong(search).isEmpty()).sorted(Comparator.comparing(SavedSearch::name, NaturalOrder.INSTANCE)).toList();
    }

    @Override
    public Map<String, Problem> broken() throws ProblemException {
        Map<String, Problem> broken = new TreeMap<>();
        for (SavedSearch search : tables.all()) {
            wrong(search).ifPresent(problem -> broken.put(search.name(), problem));
        }
        return broken;
    }

    @Override
    public Optional<SavedSearch> find(String name) throws ProblemException {
        Optional<SavedSearch> found = known(name);
        if (found.isPresent()) {
            check(found.get());
        }
        return found;
    }

    private Optional<SavedSearch> known(String name) throws ProblemException {
        return tables.all().stream().filter(search -> search.name().equalsIgnoreCase(name)).findFirst();
    }

    private SavedSearch mustKnow(String name) throws ProblemException {
        return known(name).orElseThrow(() -> problem("saved.unknown", name));
    }

    @Override
    public Operation<Void> save(SavedSearch search) {
        return new Change("logs save " + search.name()) {
            @Override
            public Plan plan() throws ProblemException {
                check(search);
                Optional<SavedSearch> before = known(search.name());
                if (before.isEmpty() && tables.all().size() >= MOST_SEARCHES) {
                    throw problem("saved.many", search.name());
                }
                if (before.isPresent() && before.get().equals(search)) {
                    return plan(List.of(), List.of());
                }
                return plan(List.of(TEXT.text("saved.plan.save", search.name(), search.wholeQuery())),
                        before.map(old -> TEXT.text("saved.plan.replaced", old.name(), old.wholeQuery())).stream().toList());
            }

            @Override
            void apply(Plan agreed) throws ProblemException {
                check(search);
                Optional<SavedSearch> before = known(search.name());
                if (before.isPresent() && agreed.losses().isEmpty()) {
                    throw problem("saved.taken", before.get().name());
                }
                tables.save(search, before.map(SavedSearch::name).orElse(null));
            }
        };
    }

    @Override
    public Operation<Void> rename(String name, String other) {
        return new Change("logs rename " + name + " " + other) {
            @Override
            public Plan plan() throws ProblemException {
                SavedSearch search = renamed();
                return plan(search.name().equals(mustKnow(name).name()) ? List.of() : List.of(TEXT.text("saved.plan.rename", mustKnow(name).name(), other)), List.of());
            }

            @Override
            void apply(Plan agreed) throws ProblemException {
                tables.save(renamed(), mustKnow(name).name());
            }

            private SavedSearch renamed() throws ProblemException {
                SavedSearch search = mustKnow(name);
                if (!SavedSearch.isName(other)) {
                    throw problem("saved.name.wrong", other);
                }
                if (!other.equalsIgnoreCase(name) && known(other).isPresent()) {
                    throw problem("saved.taken", other);
                }
                return search.named(other);
            }
        };
    }

    @Override
    public Operation<Void> remove(String name) {
        return new Change("logs forget " + name) {
            @Override
            public Plan plan() throws ProblemException {
                SavedSearch search = mustKnow(name);
                return plan(List.of(TEXT.text("saved.plan.remove", search.name())), List.of(TEXT.text("saved.plan.removed", search.name(), search.wholeQuery())));
            }

            @Override
            void apply(Plan agreed) throws ProblemException {
                tables.remove(mustKnow(name).name());
            }
        };
    }

    private static Optional<Problem> wrong(SavedSearch search) {
        try {
            check(search);
            return Optional.empty();
        } catch (ProblemException wrong) {
            return Optional.of(wrong.problem());
        }
    }

    private static void check(SavedSearch search) throws ProblemException {
        String name = search.name();
        if (!SavedSearch.isName(name)) {
            throw problem("saved.name.wrong", name);
        }
        if (search.query().length() > SavedSearch.LONGEST || search.wholeQuery().length() > 2 * SavedSearch.LONGEST) {
            throw problem("saved.query.long", name);
        }
        for (SavedSearch.Condition condition : search.conditions()) {
            if (condition.field().isEmpty() || condition.field().length() > SavedSearch.LONGEST || condition.value().length() > SavedSearch.LONGEST) {
                throw problem("saved.condition.wrong", name);
            }
        }
        if (search.conditions().size() > SavedSearch.MOST || search.columns().size() > SavedSearch.MOST) {
            throw problem("saved.parts.many", name);
        }
        Set<String> fields = new HashSet<>();
        for (SavedSearch.Column column : search.columns()) {
            if (column.field().isBlank() || column.field().length() > SavedSearch.LONGEST || column.width() < 0 || column.width() > WIDEST || !fields.add(column.field())) {
                throw problem("saved.column.wrong", name);
            }
        }
        check(search.times(), name);
        try {
            search.at(Instant.EPOCH);
        } catch (QueryException wrong) {
            throw new ProblemException(new Problem(TEXT.text("saved.query.wrong", wrong.getMessage(), wrong.position() + 1), name, search.query()), wrong);
        }
    }

    private static void check(SavedSearch.Times times, String name) throws ProblemException {
        boolean both = times.last() != null && (times.from() != null || times.to() != null);
        boolean endless = times.last() != null && (times.last().compareTo(Duration.ofMillis(1)) < 0 || times.last().compareTo(LONGEST_TIME) > 0);
        boolean beyond = beyond(times.from()) || beyond(times.to());
        if (both || endless || beyond || times.from() != null && times.to() != null && !times.from().isBefore(times.to())) {
            throw problem("saved.times.wrong", name);
        }
    }

    private static boolean beyond(Instant time) {
        return time != null && (time.isBefore(FIRST) || time.isAfter(LAST));
    }

    private static ProblemException problem(String key, String where) {
        return new ProblemException(new Problem(TEXT.text(key), where, TEXT.text(key + ".cure")));
    }

    @Override
    public Progress.Registration onChange(Runnable listener) {
        Runnable own = listener::run;
        listeners.add(own);
        return () -> listeners.remove(own);
    }

    /** One change by a person: in the plan, then in the database and the audit log, then told. */
    private abstract class Change implements Operation<Void> {
        private final String what;

        /** @param what as the audit log says it */
        Change(String what) {
            this.what = what;
        }

        Plan plan(List<String> steps, List<String> losses) {
            return new Plan(what, steps.stream().map(step -> new Plan.Step("", step)).toList(), List.of(), losses);
        }

        abstract void apply(Plan agreed) throws ProblemException;

        @Override
        public Void run(Plan agreed, Progress progress) throws ProblemException {
            if (agreed.isEmpty()) {
                return null;
            }
            synchronized (SavedBook.this) {
                apply(agreed);
            }
            audit.append(System.getProperty("user.name"), what, List.of(), "", "done");
            for (Runnable listener : listeners) {
                try {
                    listener.run();
                } catch (RuntimeException broken) {
                    System.getLogger(SavedBook.class.getName()).log(System.Logger.Level.ERROR, "a listener of the saved searches failed", broken);
                }
            }
            return null;
        }
    }
}
