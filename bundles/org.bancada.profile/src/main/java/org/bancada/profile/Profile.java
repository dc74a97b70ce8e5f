package org.bancada.profile;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What is known of one machine model, inheritance already worked in.
 *
 * @param id folder and name, such as {@code dell/optiplex-7010}
 * @param place the file, for people
 * @param name the model's name for people
 * @param parents what it inherits from, nearest first
 * @param replaces ids of profiles that it stands in for
 * @param match which PCs it is for
 * @param devices what the guest gets, in the order of the command line
 * @param host what must stay with the host
 * @param spare what the host can do without when its IOMMU group goes to the guest
 * @param settings machine, memory, processors
 * @param firmware firmware settings to enforce: key to the values that will do, the first one being what is set
 * @param ports labels of USB ports, by the kernel's port name ({@code 1-4})
 * @param places file and line of every setting, by key
 */
public record Profile(String id, String place, String name, List<String> parents, List<String> replaces, Match match, List<DeviceRule> devices,
        List<Claim> host, List<Claim> spare, Settings settings, SortedMap<String, List<String>> firmware, SortedMap<String, String> ports,
        Map<String, String> places) {

    /**
     * Machine, memory and processors of the guest.
     *
     * @param machine {@code pc} (i440fx) or {@code q35}
     * @param bios {@code seabios} or {@code ovmf}
     * @param hostReserveMib what the host keeps of its RAM, MiB
     * @param guestMib what the guest gets, MiB; empty: all that is left
     * @param hugepages where hugepages are mounted; empty: the guest's memory is ordinary memory
     * @param hostThreads hardware threads that the guest does not get
     * @param guestThreads hardware threads that the guest gets; empty: all but {@code hostThreads}
     * @param ignoreMsrs whether KVM ignores accesses to MSRs that it does not know
     * @param hideHypervisor whether the guest does not see that it is one (drivers of some graphics cards refuse to work in one)
     * @param forwards ports of the host that lead into the guest, {@code tcp:3389}
     * @param clock {@code localtime} or {@code utc}
     */
    public record Settings(String machine, String bios, long hostReserveMib, Optional<Long> guestMib, Optional<String> hugepages, int hostThreads,
            Optional<Integer> guestThreads, boolean ignoreMsrs, boolean hideHypervisor, List<String> forwards, String clock) {
    }

    public Profile {
        parents = List.copyOf(parents);
        replaces = List.copyOf(replaces);
        devices = List.copyOf(devices);
        host = List.copyOf(host);
        spare = List.copyOf(spare);
        places = Map.copyOf(places);
    }

    /** Whether it is a model, not only something to inherit from. */
    public boolean isModel() {
        return !match.isEmpty();
    }

    /** File and line of a setting; the file alone when it is a default. */
    public String place(String key) {
        return places.getOrDefault(key, place);
    }
}
