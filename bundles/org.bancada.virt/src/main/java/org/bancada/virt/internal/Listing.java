package org.bancada.virt.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

import org.bancada.core.NaturalOrder;
import org.bancada.core.Node;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.virt.Guest;
import org.bancada.virt.GuestState;
import org.libvirt.Connect;
import org.libvirt.Domain;
import org.libvirt.DomainBlockInfo;
import org.libvirt.DomainInfo;
import org.libvirt.LibvirtException;
import org.libvirt.MemoryStatistic;

/** Reads all guests of one node: what they are first; then, as far as it can be had in time, what they use. */
final class Listing {
    static final Duration BRIEF = Duration.ofSeconds(20);
    private static final Duration USE = Duration.ofSeconds(12);
    private static final Duration MEASURED = Duration.ofMillis(500);
    private static final int MOST_GUESTS = 1_000;
    private static final int MOST_STATISTICS = 16;
    /** VIR_DOMAIN_MEMORY_STAT_RSS */
    private static final int RESIDENT = 7;
    private static final long KIB = 1_024;
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final Node node;
    private final Daemon daemon;
    private final Samples samples;

    /** What is known of a guest without asking its hypervisor process. */
    private record Basics(String uuid, String name, GuestState state, DomainInfo info, DomainText text, boolean autostart) {
    }

    /** @param memory bytes; {@code disk} and {@code diskMost} bytes; negative when nobody knows */
    private record Use(long memory, long disk, long diskMost) {
        static final Use UNKNOWN = new Use(-1, -1, -1);
    }

    Listing(Node node, Daemon daemon, Samples samples) {
        this.node = node;
        this.daemon = daemon;
        this.samples = samples;
    }

    /** @param use whether what they use is wanted too; else processor use and disk sizes are unknown */
    List<Guest> read(boolean use, Progress cancel) throws ProblemException {
        List<Basics> all = daemon.call(BRIEF, Listing::basics);
        Map<String, Use> used = new HashMap<>();
        Map<String, Double> cpu = new HashMap<>();
        if (use && !all.isEmpty()) {
            measure(all, used, cpu, cancel);
        }
        List<Guest> guests = new ArrayList<>();
        for (Basics one : all) {
            guests.add(guest(one, used.getOrDefault(one.uuid(), Use.UNKNOWN), cpu.getOrDefault(one.uuid(), -1.0)));
        }
        guests.sort(Comparator.comparing(Guest::name, NaturalOrder.INSTANCE));
        return guests;
    }

    private void measure(List<Basics> all, Map<String, Use> used, Map<String, Double> cpu, Progress cancel) throws ProblemException {
        List<Basics> running = all.stream().filter(one -> one.state() == GuestState.RUNNING).toList();
        // Every one is sampled, also behind one that is not known yet.
        boolean known = running.stream().filter(one -> !sample(one.uuid(), one.info(), cpu)).count() == 0;
        try {
            long begin = System.nanoTime();
            daemon.call(USE, connect -> use(connect, all, used));
            if (!known) {
                for (long left = MEASURED.toNanos(); left > 0; left = MEASURED.toNanos() - (System.nanoTime() - begin)) {
                    cancel.check();
                    LockSupport.parkNanos(Math.min(left, TimeUnit.MILLISECONDS.toNanos(100)));
                }
                daemon.call(USE, connect -> {
                    for (Basics one : running) {
                        sampleAgain(connect, one, cpu);
                    }
                    return null;
                });
            }
        } catch (ProblemException late) {
            // A guest whose process hangs shall not hide that it is there.
            System.getLogger(Listing.class.getName()).log(System.Logger.Level.INFO, "what guests use: {0}", late.getMessage());
        }
    }

    private boolean sample(String uuid, DomainInfo info, Map<String, Double> cpu) {
        double percent = samples.percent(node.uuid() + uuid, info.cpuTime, info.nrVirtCpu, System.nanoTime());
        if (percent >= 0) {
            cpu.put(uuid, percent);
        }
        return percent >= 0;
    }

    private void sampleAgain(Connect connect, Basics one, Map<String, Double> cpu) {
        try {
            Domain domain = connect.domainLookupByUUIDString(one.uuid());
            try {
                sample(one.uuid(), domain.getInfo(), cpu);
            } finally {
                domain.free();
            }
        } catch (LibvirtException gone) {
            // It ended meanwhile.
        }
    }

    private static List<Basics> basics(Connect connect) throws LibvirtException {
        List<Domain> domains = Daemon.domains(connect);
        List<Basics> all = new ArrayList<>();
        try {
            for (Domain domain : domains.subList(0, Math.min(domains.size(), MOST_GUESTS))) {
                String uuid = domain.getUUIDString();
                if (UUID.matcher(uuid).matches()) {
                    all.add(basics(domain, uuid));
                }
            }
        } finally {
            Daemon.free(domains);
        }
        return all;
    }

    /** A guest that ends meanwhile is there, and unknown. */
    private static Basics basics(Domain domain, String uuid) {
        String name = uuid;
        DomainInfo info = new DomainInfo();
        DomainText text = DomainText.of(null);
        boolean autostart = false;
        try {
            name = Clean.line(domain.getName());
            info = domain.getInfo();
            text = DomainText.of(domain.getXMLDesc(0));
            autostart = domain.getAutostart();
        } catch (LibvirtException | RuntimeException gone) {
            System.getLogger(Listing.class.getName()).log(System.Logger.Level.DEBUG, "guest " + uuid, gone);
        }
        return new Basics(uuid, name, state(info.state), info, text, autostart);
    }

    static GuestState state(DomainInfo.DomainState state) {
        return switch (state) {
            case null -> GuestState.UNKNOWN;
            case VIR_DOMAIN_RUNNING, VIR_DOMAIN_BLOCKED -> GuestState.RUNNING;
            case VIR_DOMAIN_PAUSED -> GuestState.PAUSED;
            case VIR_DOMAIN_SHUTDOWN -> GuestState.STOPPING;
            case VIR_DOMAIN_SHUTOFF -> GuestState.OFF;
            case VIR_DOMAIN_CRASHED -> GuestState.CRASHED;
            case VIR_DOMAIN_PMSUSPENDED -> GuestState.SLEEPING;
            case VIR_DOMAIN_NOSTATE -> GuestState.UNKNOWN;
        };
    }

    private static Void use(Connect connect, List<Basics> all, Map<String, Use> used) throws LibvirtException {
        for (Basics one : all) {
            try {
                Domain domain = connect.domainLookupByUUIDString(one.uuid());
                try {
                    used.put(one.uuid(), use(domain, one));
                } finally {
                    domain.free();
                }
            } catch (LibvirtException | RuntimeException gone) {
                System.getLogger(Listing.class.getName()).log(System.Logger.Level.DEBUG, "use of guest " + one.uuid(), gone);
            }
        }
        return null;
    }

    private static Use use(Domain domain, Basics one) {
        long disk = -1;
        long most = -1;
        for (String target : one.text().disks()) {
            try {
                DomainBlockInfo info = domain.blockInfo(target);
                disk = Math.max(0, disk) + info.getAllocation();
                most = Math.max(0, most) + info.getCapacity();
            } catch (LibvirtException | RuntimeException unknown) {
                // A disk on another host, or whose file is missing.
            }
        }
        return new Use(one.state().isOpen() ? resident(domain) : 0, disk, most);
    }

    private static long resident(Domain domain) {
        try {
            for (MemoryStatistic statistic : domain.memoryStats(MOST_STATISTICS)) {
                if (statistic.getTag() == RESIDENT && statistic.getValue() > 0) {
                    return statistic.getValue() * KIB;
                }
            }
        } catch (LibvirtException | RuntimeException unknown) {
            // Not every hypervisor says it.
        }
        return -1;
    }

    private Guest guest(Basics one, Use use, double cpu) {
        boolean open = one.state().isOpen();
        long memory = use.memory() >= 0 ? use.memory() : open ? one.info().memory * KIB : 0;
        return new Guest(node.uuid(), node.name(), one.uuid(), one.name(), one.state(), one.info().nrVirtCpu,
                open ? cpu : 0, memory, one.info().maxMem * KIB, use.disk(), use.diskMost(),
                open ? one.text().displays() : List.of(), one.autostart());
    }
}
