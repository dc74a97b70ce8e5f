package org.bancada.log;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.bancada.core.Operation;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;

/**
 * Searches under names, for everybody who uses this data folder. What is changed is in the audit log. Safe for use by several threads; not to be
 * called from a UI thread.
 */
public interface SavedSearches {

    /** Those that can be used, by name. */
    List<SavedSearch> list() throws ProblemException;

    /** What is wrong with those that cannot be used, by their names; they can be removed or saved anew. */
    Map<String, Problem> broken() throws ProblemException;

    /**
     * @param name its case does not matter
     * @throws ProblemException when it is kept and cannot be used
     */
    Optional<SavedSearch> find(String name) throws ProblemException;

    /**
     * Keeps a search. One of the same name is replaced, which the plan calls a loss; a plan that did not know of one replaces none.
     *
     * @throws ProblemException (the operation) when it cannot be kept: its query cannot be understood, a bound is passed
     */
    Operation<Void> save(SavedSearch search);

    /** Gives it a name that no other has. */
    Operation<Void> rename(String name, String other);

    /** Takes it away. */
    Operation<Void> remove(String name);

    /** Tells a listener, off any UI thread, that the searches have changed. */
    Progress.Registration onChange(Runnable listener);
}
