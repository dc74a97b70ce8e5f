package org.bancada.ui.log;

import java.util.List;

import org.bancada.log.Event;
import org.bancada.ui.fleet.NodeSource;

/** A chosen event, which stands for the node that it happened on: commands on nodes act on that one. */
record EventRow(Event event, List<String> uuids) implements NodeSource {
    EventRow {
        uuids = List.copyOf(uuids);
    }
}
