package org.bancada.diagnosis;

import java.util.List;

/**
 * A cause that was found on a node.
 *
 * @param cause the cause's id, a word for programs
 * @param weight 1 to 100: how much it keeps people from working
 * @param title for people, a few words
 * @param explanation for people, what that means
 */
public record Finding(String cause, int weight, String title, String explanation, List<Evidence> evidence, List<NextStep> next) {

    public Finding {
        evidence = List.copyOf(evidence);
        next = List.copyOf(next);
    }
}
