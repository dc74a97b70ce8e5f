package org.bancada.store;

import java.util.List;

import org.bancada.core.ProblemException;
import org.bancada.core.query.Query;

/** Everything that a person or a schedule did: who, what, on which nodes, why, with which result. Entries are added, never removed. */
public interface AuditLog {

    /**
     * Writes down that an action begins, before it does anything.
     *
     * @param who the person's login name, or the schedule
     * @param what the action; never a secret
     * @param nodes names of the nodes concerned, may be empty
     * @param why the reason given, may be empty
     * @return the entry's id, for {@link #end}
     */
    long begin(String who, String what, List<String> nodes, String why) throws ProblemException;

    /** Writes down how the action ended, for example "5 done, 1 failed". */
    void end(long id, String result) throws ProblemException;

    /** Writes down an action that is over already. */
    default void append(String who, String what, List<String> nodes, String why, String result) throws ProblemException {
        end(begin(who, what, nodes, why), result);
    }

    /**
     * The entries that match, newest first.
     *
     * @param query over the fields when, who, what, node, why and result
     */
    List<AuditEntry> entries(Query query, int limit) throws ProblemException;

    /**
     * The entries behind one, oldest first: so whoever follows the log misses none.
     *
     * @param id of the last entry that is known; 0 for none
     */
    List<AuditEntry> after(long id, int limit) throws ProblemException;
}
