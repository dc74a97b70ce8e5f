package org.bancada.log;

import java.util.Optional;

import org.bancada.core.Problem;

/**
 * What came of a look at an Elasticsearch.
 *
 * @param version of the server, empty when it was not reached or does not say it
 * @param indexThere whether the events' index is there; it is made when the store is used
 * @param events in the index
 * @param problem why it cannot be used as it is, and what to do
 */
public record ConnectionCheck(String version, boolean indexThere, long events, Optional<Problem> problem) {
}
