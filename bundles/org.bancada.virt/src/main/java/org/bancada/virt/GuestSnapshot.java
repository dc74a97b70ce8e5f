package org.bancada.virt;

import java.time.Instant;

/**
 * A state that a guest can go back to.
 *
 * @param name unique for its guest
 * @param description as its maker wrote it, may be empty
 * @param created when, null when libvirt does not say
 * @param state what the guest was doing: RUNNING when its memory is kept too
 * @param parent the snapshot it was made from, empty for none
 * @param current whether the guest goes on from this one
 */
public record GuestSnapshot(String name, String description, Instant created, GuestState state, String parent, boolean current) {
}
