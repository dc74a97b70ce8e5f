package org.bancada.ui.fleet;

import java.util.List;

/** Something selected on a screen that stands for nodes: a room, a row of a result. */
public interface NodeSource {

    /** UUIDs of the nodes. */
    List<String> uuids();
}
