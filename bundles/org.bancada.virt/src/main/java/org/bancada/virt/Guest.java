package org.bancada.virt;

import java.util.List;

/**
 * A guest at one moment.
 *
 * @param nodeUuid the node's UUID
 * @param node the node's name
 * @param uuid the guest's own UUID: unique on its node, on others it may be there again
 * @param name its name, unique on its node; control characters are blanks here
 * @param cpus how many virtual processors it has
 * @param cpuPercent how much of them it used over the last half second or longer, 0 to 100; negative when nobody knows
 * @param memoryBytes what it takes of the node's memory: 0 when it is off, what it was given where the hypervisor does not say more
 * @param memoryMostBytes what it may take at most
 * @param diskBytes what its disk files take on the node; negative when nobody knows
 * @param diskMostBytes its disks' size as the guest sees it; negative when nobody knows
 * @param displays where its screen can be seen; empty while it is off
 * @param autostart whether it starts with the node
 */
public record Guest(String nodeUuid, String node, String uuid, String name, GuestState state, int cpus, double cpuPercent, long memoryBytes,
        long memoryMostBytes, long diskBytes, long diskMostBytes, List<Display> displays, boolean autostart) {

    /**
     * A screen that a viewer can open, as seen from the node.
     *
     * @param type vnc, spice or rdp
     * @param host an address of the node, mostly its loopback
     * @param port TCP port, 1 to 65535
     */
    public record Display(String type, String host, int port) {
    }

    public Guest {
        displays = List.copyOf(displays);
    }
}
