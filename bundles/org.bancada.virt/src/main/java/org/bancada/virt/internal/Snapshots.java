package org.bancada.virt.internal;

import java.util.ArrayList;
import java.util.List;

import org.bancada.virt.GuestSnapshot;
import org.libvirt.Domain;
import org.libvirt.DomainSnapshot;
import org.libvirt.LibvirtException;

/** A guest's snapshots as libvirt keeps them. */
final class Snapshots {
    private static final int MOST = 500;

    private Snapshots() {
    }

    static List<GuestSnapshot> of(Domain domain) throws LibvirtException {
        List<GuestSnapshot> all = new ArrayList<>();
        String[] names = domain.snapshotListNames();
        String current = names.length > 0 && domain.hasCurrentSnapshot() == 1 ? DomainText.of(xml(domain.snapshotCurrent())).name() : "";
        for (int i = 0; i < Math.min(names.length, MOST); i++) {
            try {
                all.add(DomainText.of(xml(domain.snapshotLookupByName(names[i]))).snapshot(names[i], current));
            } catch (LibvirtException deletedMeanwhile) {
                System.getLogger(Snapshots.class.getName()).log(System.Logger.Level.DEBUG, "a snapshot is gone", deletedMeanwhile);
            }
        }
        return all;
    }

    private static String xml(DomainSnapshot snapshot) throws LibvirtException {
        try {
            return snapshot.getXMLDesc();
        } finally {
            snapshot.free();
        }
    }

    static void create(Domain domain, String name) throws LibvirtException {
        domain.snapshotCreateXML("<domainsnapshot><name>" + name + "</name></domainsnapshot>").free();
    }

    static void revert(Domain domain, String name) throws LibvirtException {
        DomainSnapshot snapshot = domain.snapshotLookupByName(name);
        try {
            domain.revertToSnapshot(snapshot);
        } finally {
            snapshot.free();
        }
    }

    static void delete(Domain domain, String name) throws LibvirtException {
        DomainSnapshot snapshot = domain.snapshotLookupByName(name);
        try {
            snapshot.delete(0);
        } finally {
            snapshot.free();
        }
    }
}
