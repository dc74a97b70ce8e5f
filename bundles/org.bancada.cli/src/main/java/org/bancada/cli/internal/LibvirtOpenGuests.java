package org.bancada.cli.internal;

import java.util.List;

import org.bancada.core.Node;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.rollout.OpenGuests;
import org.bancada.virt.Guest;
import org.bancada.virt.Guests;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Lets rollouts see the guests that libvirt has open. */
@Component(service = OpenGuests.class)
public final class LibvirtOpenGuests implements OpenGuests {
    private final Guests guests;

    @Activate
    public LibvirtOpenGuests(@Reference Guests guests) {
        this.guests = guests;
    }

    @Override
    public List<String> names(Node node, Progress cancel) throws ProblemException {
        return guests.open(node, cancel).stream().map(Guest::name).toList();
    }
}
