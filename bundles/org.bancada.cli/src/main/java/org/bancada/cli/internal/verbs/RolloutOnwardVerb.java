package org.bancada.cli.internal.verbs;

import picocli.CommandLine.Option;

/** What sets a rollout going again, and can stay until it is over. */
abstract class RolloutOnwardVerb extends RolloutActionVerb {
    @Option(names = {"-w", "--wait"}, descriptionKey = "wait")
    private boolean wait;

    RolloutOnwardVerb() {
        super(false, true);
    }

    @Override
    final boolean follows() {
        return wait;
    }
}
