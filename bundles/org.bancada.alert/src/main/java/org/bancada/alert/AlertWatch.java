package org.bancada.alert;

/**
 * Watches the rules that are on and tells who is to be told, as long as this service is held: stations and workbenches hold it. What happened while
 * nobody held it is found when it starts.
 */
public interface AlertWatch {

    /** Waits until the rules that are on are watched and what happened before is found. For tests and for commands that want an answer now. */
    void awaitReady() throws InterruptedException;
}
