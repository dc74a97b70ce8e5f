package org.bancada.alert;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.bancada.core.Operation;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;

/**
 * The rules and what they found. Rules are watched while an {@link AlertWatch} is held; looking and changing needs none. What is changed is in the
 * audit log. Safe for use by several threads; not to be called from a UI thread.
 */
public interface Alerts {

    /** All rules by name, some useful ones that are off at first among them. */
    List<AlertRule> rules() throws ProblemException;

    /** What is wrong with rules that are on and cannot be watched, by their name: a query that nobody understands, a store that does not answer. */
    Map<String, Problem> broken() throws ProblemException;

    /** What a rule is for, one line in the person's language; its query when it is none of those that Bancada brings. */
    String describe(AlertRule rule);

    /** @throws ProblemException when the rule cannot be kept: its name is taken, its query cannot be understood, a number is out of bounds */
    Operation<Void> add(AlertRule rule);

    /** Takes a rule away; what it found is over and stays in the list. */
    Operation<Void> remove(String rule);

    /** Switches a rule on or off. */
    Operation<Void> enable(String rule, boolean on);

    /** Tells nobody of what a rule finds for a while; {@link Duration#ZERO} ends that. */
    Operation<Void> muteRule(String rule, Duration time);

    /**
     * What was found, newest first.
     *
     * @param all whether to list what is acknowledged, muted or over too
     * @param limit at most 10,000
     */
    List<Alert> alerts(boolean all, int limit) throws ProblemException;

    Optional<Alert> alert(long id) throws ProblemException;

    /** Writes down that somebody has seen alerts; those who follow are found anew, and told. */
    Operation<Void> acknowledge(List<Long> ids);

    /** Hides alerts for a while; {@link Duration#ZERO} ends that. */
    Operation<Void> mute(List<Long> ids, Duration time);

    /** Tells a listener, off any UI thread, that rules or alerts have changed. */
    Progress.Registration onChange(Runnable listener);
}
