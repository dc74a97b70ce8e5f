package org.bancada.virt;

/** What a guest is doing (libvirt's virDomainState; its "blocked", which only Xen says, is RUNNING here). */
public enum GuestState {
    RUNNING, PAUSED, STOPPING, OFF, CRASHED, SLEEPING, UNKNOWN;

    /** Whether its disks are in use: everything but OFF and CRASHED. */
    public boolean isOpen() {
        return this != OFF && this != CRASHED;
    }
}
