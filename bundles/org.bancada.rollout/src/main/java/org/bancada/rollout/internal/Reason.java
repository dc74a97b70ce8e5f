package org.bancada.rollout.internal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.bancada.core.ByteSize;
import org.bancada.core.Messages;

/**
 * Why a node stopped or waits: stored as a code with arguments, told in the language of the moment. Codes of the node scripts keep their names
 * (docs/node-contract.md).
 */
record Reason(String code, List<String> arguments) {
    /** Stopped after its switch and before its confirmation: the way back is open. */
    static final String HALTED_ACTIVE = "halted-active";
    static final Reason NONE = new Reason("", List.of());

    /** What keeps a download from moving (docs/node-contract.md, waiting). */
    private static final Set<String> WAITING = Set.of("link-down", "tracker-silent", "no-peers", "peers-choke");

    private static final Messages TEXT = Messages.beside(Reason.class);
    private static final int LONGEST = 300;
    private static final String SEPARATOR = "\u001f";

    Reason {
        arguments = List.copyOf(arguments);
    }

    static Reason of(String code, String... arguments) {
        return new Reason(code, List.of(arguments).stream().map(Reason::clean).toList());
    }

    /** What a script's last answer says; {@code errors} is the last line of its standard error. */
    static Reason ofScript(Map<String, String> answer, int exitCode, String errors) {
        String code = answer.getOrDefault("reason", "");
        if (code.isEmpty()) {
            return exitCode == 127 ? of("no-scripts", clean(errors)) : of("script-failed", Integer.toString(exitCode), errors);
        }
        if (code.equals("no-space")) {
            return of(code, answer.getOrDefault("missing_bytes", "0"));
        }
        if (WAITING.contains(code)) {
            return of(code);
        }
        return TEXT.text("reason." + code, "").startsWith("!") ? of("other", code, answer.getOrDefault("detail", ""))
                : of(code, answer.getOrDefault("detail", ""));
    }

    /** What a node says that it waits for; a word that is not known says nothing. */
    static Reason ofWaiting(String word) {
        return WAITING.contains(word) ? of(word) : NONE;
    }

    /** One line, bounded: it comes from a node. */
    static String clean(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line;
    }

    boolean isNone() {
        return code.isEmpty();
    }

    /** One sentence for people; empty when there is no reason. */
    String text() {
        if (isNone()) {
            return "";
        }
        Object[] shown = arguments.toArray();
        if (code.equals("no-space")) {
            shown = new Object[] {missing(arguments.isEmpty() ? "" : arguments.getFirst())};
        }
        if (code.startsWith("hold-") && arguments.size() == 2) {
            shown = new Object[] {ScheduleText.time(Instant.ofEpochSecond(Math.max(0, NodeScript.number(arguments.getFirst()))), arguments.getLast())};
        }
        return TEXT.text("reason." + code, shown.length == 0 ? new Object[] {""} : shown).strip();
    }

    private static String missing(String bytes) {
        try {
            return ByteSize.text(Long.parseLong(bytes));
        } catch (NumberFormatException unknown) {
            return "?";
        }
    }

    /** What can be done about it; empty when there is nothing to do. */
    String nextAction() {
        if (isNone()) {
            return "";
        }
        String special = TEXT.text("next." + code);
        return special.startsWith("!") ? TEXT.text("next.retry") : special;
    }

    String stored() {
        return String.join(SEPARATOR, arguments);
    }

    static Reason stored(String code, String arguments) {
        return code.isEmpty() ? NONE : new Reason(code, arguments.isEmpty() ? List.of() : List.of(arguments.split(SEPARATOR, -1)));
    }
}
