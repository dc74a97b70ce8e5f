package org.bancada.diagnosis;

/**
 * What can be done about a finding.
 *
 * @param text one sentence for people
 * @param command the command that does it, without the program's name; empty when somebody must go there
 */
public record NextStep(String text, String command) {
}
