package org.bancada.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.bancada.core.Facts;

/**
 * A profile laid on one PC: which of its devices go where.
 *
 * @param handed what the guest gets, in the order of the command line
 * @param released what only leaves the host because its IOMMU group does
 * @param missing what the profile asks for and this PC does not have
 * @param guestMib the guest's memory; empty when the PC's RAM is unknown
 * @param threads the guest's hardware threads; empty when the PC's are unknown
 */
public record Assignment(List<Handed> handed, List<PciDevice> released, List<DeviceRule> missing, Optional<Long> guestMib, Optional<Integer> threads) {
    private static final int FIRST_FREE_SLOT = 0x10;
    private static final int SLOTS = 0x20;
    private static final long HUGEPAGE_MIB = 2;

    /**
     * One device of the guest.
     *
     * @param slot and function where it appears
     * @param multifunction whether further functions follow in its slot
     */
    public record Handed(DeviceRule rule, PciDevice device, int slot, int function, boolean multifunction) {
    }

    public static Assignment of(Profile profile, Facts facts) {
        List<PciDevice> devices = PciDevice.all(facts);
        Map<PciDevice, DeviceRule> taken = new java.util.LinkedHashMap<>();
        List<DeviceRule> missing = new ArrayList<>();
        for (DeviceRule rule : profile.devices()) {
            // From the highest address down: so the published command line for the OptiPlex 7010 has them.
            List<PciDevice> fitting = devices.stream().filter(d -> rule.claim().fits(d) && !taken.containsKey(d))
                    .sorted(Comparator.comparing(PciDevice::slot).reversed().thenComparing(PciDevice::function)).toList();
            List<PciDevice> chosen = rule.all() || fitting.isEmpty() ? fitting
                    : List.of(fitting.stream().filter(rule.claim()::isAtHint).findFirst().orElse(fitting.getLast()));
            chosen.forEach(device -> taken.put(device, rule));
            if (chosen.isEmpty() && rule.needed()) {
                missing.add(rule);
            }
        }
        Set<String> groups = taken.keySet().stream().map(PciDevice::group).filter(g -> !g.isEmpty()).collect(Collectors.toCollection(TreeSet::new));
        List<PciDevice> released = devices.stream().filter(d -> !taken.containsKey(d) && groups.contains(d.group()) && !d.isBridge()
                && fits(profile.spare(), d) && !fits(profile.host(), d) && !isOnlyNetwork(d, devices)).toList();
        return new Assignment(List.copyOf(placed(taken, profile)), released, missing, memory(profile, facts), threads(profile, facts));
    }

    /** The host never gives up its last network device, whatever a profile says. */
    private static boolean isOnlyNetwork(PciDevice device, List<PciDevice> devices) {
        return device.isNetwork() && devices.stream().filter(PciDevice::isNetwork).count() == 1;
    }

    static boolean fits(List<Claim> claims, PciDevice device) {
        return claims.stream().anyMatch(claim -> claim.fits(device));
    }

    /** Functions of one card stay together; a slot of the host's root bus stays the same where the guest's machine has it free. */
    private static List<Handed> placed(Map<PciDevice, DeviceRule> taken, Profile profile) {
        boolean pc = profile.settings().machine().equals("pc");
        Set<Integer> used = new LinkedHashSet<>(pc ? List.of(0, 1) : List.of(0, 0x1f));
        taken.values().forEach(rule -> rule.slot().ifPresent(used::add));
        Map<String, List<PciDevice>> cards = new java.util.LinkedHashMap<>();
        taken.keySet().forEach(device -> cards.computeIfAbsent(device.slot(), slot -> new ArrayList<>()).add(device));
        Map<PciDevice, Handed> placed = new HashMap<>();
        // Slots that a card keeps are given before free ones are looked for.
        List<List<PciDevice>> later = new ArrayList<>();
        for (List<PciDevice> card : cards.values()) {
            Optional<Integer> fixed = card.stream().map(taken::get).filter(rule -> rule.slot().isPresent()).map(rule -> rule.slot().getAsInt()).findFirst();
            PciDevice first = card.getFirst();
            if (fixed.isPresent()) {
                place(card, fixed.get(), taken, placed);
            } else if (first.onRootBus() && first.slotNumber() != 2 && used.add(first.slotNumber())) {
                place(card, first.slotNumber(), taken, placed);
            } else {
                later.add(card);
            }
        }
        for (List<PciDevice> card : later) {
            int slot = FIRST_FREE_SLOT;
            while (slot < SLOTS - 1 && used.contains(slot)) {
                slot++;
            }
            used.add(slot);
            place(card, slot, taken, placed);
        }
        return taken.keySet().stream().map(placed::get).toList();
    }

    private static void place(List<PciDevice> card, int slot, Map<PciDevice, DeviceRule> taken, Map<PciDevice, Handed> placed) {
        List<PciDevice> functions = card.stream().sorted(Comparator.comparing(PciDevice::function)).toList();
        boolean several = functions.size() > 1;
        for (int i = 0; i < functions.size(); i++) {
            placed.put(functions.get(i), new Handed(taken.get(functions.get(i)), functions.get(i), slot, i, several && i == 0));
        }
    }

    private static Optional<Long> memory(Profile profile, Facts facts) {
        Profile.Settings settings = profile.settings();
        if (settings.guestMib().isPresent()) {
            return settings.guestMib();
        }
        if (facts.number("ram.kib").isEmpty()) {
            return Optional.empty();
        }
        long left = facts.number("ram.kib").getAsLong() / 1024 - settings.hostReserveMib();
        return Optional.of(Math.max(0, left / HUGEPAGE_MIB * HUGEPAGE_MIB));
    }

    private static Optional<Integer> threads(Profile profile, Facts facts) {
        if (profile.settings().guestThreads().isPresent()) {
            return profile.settings().guestThreads();
        }
        return facts.number("cpu.threads").isEmpty() ? Optional.empty()
                : Optional.of((int) Math.max(1, Math.min(512, facts.number("cpu.threads").getAsLong()) - profile.settings().hostThreads()));
    }
}
