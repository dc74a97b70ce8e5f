package org.bancada.profile;

import org.bancada.core.Facts;

/**
 * Fits a profile to one PC where data cannot say it: an OSGi service of a vendor's bundle. Lint, command line, domain XML and guest plan all come
 * from what it returns, so it can break no rule unseen. Called often and from several threads: it must be quick, and depend on nothing but its arguments.
 */
public interface ProfileHook {

    /** Names it to people when it fails. */
    String name();

    /**
     * @param profile what the data says, other hooks may have been at work already
     * @param facts of the PC
     * @return the profile for this PC; {@code profile} itself when it has nothing to say about it. What it throws turns the profile off for this PC.
     */
    Profile adapt(Profile profile, Facts facts);
}
