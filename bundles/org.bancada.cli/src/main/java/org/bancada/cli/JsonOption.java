package org.bancada.cli;

import picocli.CommandLine.Option;

/** {@code --json}, for verbs that print something. */
public final class JsonOption {
    @Option(names = "--json", descriptionKey = "json")
    private boolean json;

    /** Whether to print for programs. */
    public boolean wanted() {
        return json;
    }
}
