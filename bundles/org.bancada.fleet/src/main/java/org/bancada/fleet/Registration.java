package org.bancada.fleet;

import org.bancada.core.Place;

/**
 * A node as somebody introduces it, before or after it reports.
 *
 * @param uuid persistent UUID
 * @param name unique name; empty keeps the present one
 * @param place where it stands; {@link Place#UNKNOWN} keeps the present one
 * @param address IP address or host name for SSH; empty keeps the present one
 * @param sshPort TCP port of its sshd; 0 keeps the present one (22 at first)
 * @param mac management NIC, lower case with colons; empty keeps the present one
 */
public record Registration(String uuid, String name, Place place, String address, int sshPort, String mac) {
}
