package org.bancada.cli;

import java.io.IOException;

import org.bancada.core.ProblemException;

/**
 * One thing that the command line can do: an OSGi service of prototype scope whose property {@link #WORDS} says how it is called, for
 * example {@code rollout start}. Its options and parameters are picocli annotations; their descriptions, and the sentence that
 * {@code --help} begins with, stand in the {@code messages} files beside the class, under keys such as
 * {@code bancada.rollout.start.usage.header} and {@code bancada.rollout.start.wait}.
 */
public interface Verb {
    String WORDS = "bancada.verb";

    int DONE = 0;
    int FAILED = 1;
    int USAGE = 2;

    /**
     * Does it. Called once per object, after picocli has filled the fields.
     *
     * @return {@link #DONE}; {@link #FAILED} when it could not be done, for a single node even
     * @throws UsageException when the words make no sense (exit code 2)
     * @throws ProblemException shown to the person (exit code 1), so are I/O errors
     * @throws java.util.concurrent.CancellationException when the invocation's progress asked to stop (exit code 1)
     */
    int run(Invocation invocation) throws UsageException, ProblemException, IOException;
}
