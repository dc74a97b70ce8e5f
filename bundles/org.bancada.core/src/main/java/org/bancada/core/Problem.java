package org.bancada.core;

/**
 * Something that went wrong, said for people: what failed, where, what to do next.
 *
 * @param what what failed, one sentence
 * @param where the node, file and line, or other place; empty when {@code what} says it all
 * @param cure the next step; empty when there is none
 */
public record Problem(String what, String where, String cure) {

    public Problem {
        what = what == null ? "" : what;
        where = where == null ? "" : where;
        cure = cure == null ? "" : cure;
    }

    public static Problem of(String what) {
        return new Problem(what, "", "");
    }

    /** All that is known, one line: "where: what cure". */
    public String line() {
        String place = where.isEmpty() ? "" : where + ": ";
        return cure.isEmpty() ? place + what : place + what + " " + cure;
    }
}
