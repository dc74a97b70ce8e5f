package org.bancada.diagnosis;

/**
 * What can be done about a finding.
 *
 * @param text one sentence for people
 * @param command the command that does it, without the program's name; empty when somebody must go there
 * @param logs what the command looks for in the logs, as a query; empty when it does something else
 */
public record NextStep(String text, String command, String logs) {

    /** A step that is no look into the logs. */
    public NextStep(String text, String command) {
        this(text, command, "");
    }
}
