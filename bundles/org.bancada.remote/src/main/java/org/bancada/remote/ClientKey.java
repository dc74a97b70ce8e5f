package org.bancada.remote;

import java.nio.file.Path;

import org.bancada.core.ProblemException;

/** The key with which the workbench logs in to nodes: the lab's own, made on first use, or another that a person chose. */
public interface ClientKey {

    /** The public key as one line for a node's {@code authorized_keys}. Makes the lab's key when none is there. */
    String publicLine() throws ProblemException;

    /** The private key's file, mode 0600. Makes the lab's key when none is there. */
    Path file() throws ProblemException;

    /**
     * Uses another private key from now on.
     *
     * @param passphrase empty when the key has none; kept in secure storage, the caller wipes its array
     * @throws ProblemException when the file cannot be read, is no private key, or the passphrase is wrong: then nothing changes
     */
    void use(Path file, char[] passphrase) throws ProblemException;

    /** Goes back to the lab's own key and forgets the passphrase of the other; harmless when it is in use. */
    void useOwn() throws ProblemException;
}
