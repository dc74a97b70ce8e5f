package org.bancada.fleet.internal.section;

/** Reads the output of one command. */
@FunctionalInterface
public interface SectionParser {

    /**
     * @param command as it stands in the section's header, for those where an argument matters
     * @param output standard output and standard error, lines separated by LF
     * @return whether the output was understood; false for an error message, even when single facts were found
     */
    boolean parse(String command, String output, FactSink facts);
}
