package org.bancada.alert.internal;

import java.util.List;

import org.bancada.alert.Alert;
import org.bancada.core.ProblemException;

/** One way to tell people of alerts. */
interface Sender {

    /**
     * How many alerts one message takes.
     */
    int most();

    /**
     * Tells of alerts; waits until the other side has taken the message or said no, a minute at most.
     *
     * @param alerts none for a test message
     * @throws ProblemException when it was not taken for sure
     */
    void send(List<Alert> alerts) throws ProblemException;
}
