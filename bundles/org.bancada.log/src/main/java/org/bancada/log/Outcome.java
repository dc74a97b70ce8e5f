package org.bancada.log;

/**
 * What became of one event.
 *
 * @param id the event's id; empty when it was not taken and had none
 * @param status as in Elasticsearch's answer: 201 new, 200 replaced another, 409 was there already, 400 cannot be taken
 * @param type Elasticsearch's name of the error, empty when it was taken
 * @param reason what is wrong, empty when it was taken
 */
public record Outcome(String id, int status, String type, String reason) {

    /** Whether the event is in the store now. */
    public boolean taken() {
        return status < 300;
    }
}
