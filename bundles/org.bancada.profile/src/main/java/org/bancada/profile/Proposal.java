package org.bancada.profile;

/**
 * What could be written at a place of a profile.
 *
 * @param from where what it replaces begins: characters from the start of the text, up to where the caret is
 * @param text what is written
 * @param label what it is, short
 * @param meaning one sentence for people; may be empty
 */
public record Proposal(int from, String text, String label, String meaning) {
}
