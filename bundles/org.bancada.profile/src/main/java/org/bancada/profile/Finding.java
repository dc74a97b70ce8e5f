package org.bancada.profile;

/**
 * What lint has to say about a profile on a PC.
 *
 * @param rule the rule's name, which scripts rely on
 * @param severity ERROR: no guest is started with it
 * @param place file and line of the profile
 * @param what one sentence
 * @param why why that is wrong
 * @param cure what to do
 */
public record Finding(String rule, Severity severity, String place, String what, String why, String cure) {
    /** How bad it is. */
    public enum Severity {
        ERROR, WARNING
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }
}
