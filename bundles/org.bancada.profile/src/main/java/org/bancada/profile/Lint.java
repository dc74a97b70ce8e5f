package org.bancada.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.bancada.core.Facts;
import org.bancada.profile.Finding.Severity;

/** Lays a profile on a PC's facts and says what would go wrong, before it does. */
public final class Lint {
    private final Profile profile;
    private final Facts facts;
    private final Assignment assignment;
    private final List<PciDevice> devices;
    private final List<Finding> findings = new ArrayList<>();

    private Lint(Profile profile, Facts facts) {
        this.profile = profile;
        this.facts = facts;
        assignment = Assignment.of(profile, facts);
        devices = PciDevice.all(facts);
    }

    /** @return errors first; empty when all is well */
    public static List<Finding> check(Profile profile, Facts facts) {
        Lint lint = new Lint(profile, facts);
        lint.model();
        lint.roms();
        lint.presence();
        lint.hostKept();
        lint.groups();
        new IgdRules(profile, facts, lint.assignment, lint::add).check();
        lint.slots();
        lint.memory();
        lint.processors();
        lint.firmware();
        return lint.findings.stream().sorted(Comparator.comparing(Finding::severity)).toList();
    }

    private void add(Severity severity, String rule, String place, Object... arguments) {
        findings.add(new Finding(rule, severity, place, Texts.text("rule." + rule, arguments), Texts.text("rule." + rule + ".why"),
                Texts.text("rule." + rule + ".cure")));
    }

    private void error(String rule, String place, Object... arguments) {
        add(Severity.ERROR, rule, place, arguments);
    }

    private void model() {
        if (profile.isModel() && !profile.match().fits(facts)) {
            error("other-model", profile.match().place(), facts.text("dmi.product_name").orElse("?"));
        }
    }

    private void roms() {
        for (DeviceRule rule : profile.devices()) {
            if (rule.rom().filter(rom -> !rom.isOff() && (rom.sha256().isEmpty() || rom.origin().isEmpty())).isPresent()) {
                error("rom-unproven", rule.place("rom"), rule.name(), rule.rom().get().file());
            }
        }
    }

    private void presence() {
        for (DeviceRule rule : assignment.missing()) {
            error("device-missing", rule.claim().place(), rule.name());
        }
        Set<PciDevice> handed = handed();
        for (PciDevice device : devices) {
            boolean known = handed.contains(device) || device.isBridge() || Assignment.fits(profile.host(), device)
                    || Assignment.fits(profile.spare(), device) || otherDisplay(device);
            if (!known) {
                error("device-unknown", profile.place(), device.label());
            }
        }
    }

    /** Said by the rules of the IGD instead. */
    private boolean otherDisplay(PciDevice device) {
        return device.isDisplay() && profile.devices().stream().anyMatch(rule -> rule.igd() == DeviceRule.Igd.LEGACY);
    }

    private void hostKept() {
        for (Assignment.Handed handed : assignment.handed()) {
            PciDevice device = handed.device();
            String place = handed.rule().claim().place();
            if (isManagement(device)) {
                error("management-nic", place, handed.rule().name(), device.label());
            } else if (Assignment.fits(profile.host(), device)) {
                error("host-kept", place, handed.rule().name(), device.label());
            }
        }
    }

    /** The network device that the host manages the PC through: what the profile names so, else every wired one that is the only one. */
    private boolean isManagement(PciDevice device) {
        Optional<Claim> named = profile.host().stream().filter(claim -> claim.name().equals("management")).findFirst();
        boolean only = devices.stream().filter(PciDevice::isNetwork).count() == 1;
        return device.isNetwork() && (named.isEmpty() || only || named.get().fits(device));
    }

    private void groups() {
        if (assignment.handed().isEmpty()) {
            return;
        }
        if (devices.stream().allMatch(d -> d.group().isEmpty())) {
            add(Severity.WARNING, "groups-unknown", profile.place());
            return;
        }
        Set<PciDevice> goes = handed();
        goes.addAll(assignment.released());
        for (Assignment.Handed handed : assignment.handed()) {
            String group = handed.device().group();
            if (group.isEmpty()) {
                add(Severity.WARNING, "group-missing", handed.rule().claim().place(), handed.device().label());
                continue;
            }
            String stay = devices.stream().filter(d -> d.group().equals(group) && !goes.contains(d) && !d.isBridge()).map(PciDevice::label)
                    .collect(Collectors.joining(", "));
            if (!stay.isEmpty()) {
                error("group-shared", handed.rule().claim().place(), handed.rule().name(), handed.device().label(), group, stay);
            }
        }
    }

    private Set<PciDevice> handed() {
        return assignment.handed().stream().map(Assignment.Handed::device).collect(Collectors.toSet());
    }

    private void slots() {
        Set<String> used = new java.util.HashSet<>();
        for (Assignment.Handed handed : assignment.handed()) {
            boolean machine = handed.slot() == 0 || profile.settings().machine().equals("pc") && handed.slot() == 1
                    || profile.settings().machine().equals("q35") && handed.slot() == 0x1f;
            if (machine || !used.add(handed.slot() + "." + handed.function())) {
                error("slot-taken", handed.rule().claim().place(), handed.rule().name(), String.format("%02x.%d", handed.slot(), handed.function()));
            }
        }
    }

    private void memory() {
        Profile.Settings settings = profile.settings();
        if (facts.number("ram.kib").isEmpty()) {
            add(settings.guestMib().isPresent() ? Severity.WARNING : Severity.ERROR, "ram-unknown", profile.place());
            return;
        }
        long left = facts.number("ram.kib").getAsLong() / 1024 - settings.hostReserveMib();
        long guest = assignment.guestMib().orElse(0L);
        if (guest > left || guest < 512) {
            error(settings.hugepages().isPresent() ? "hugepages-beyond-ram" : "memory-beyond-ram",
                    profile.place(settings.guestMib().isPresent() ? "memory.guest_mib" : "memory.host_reserve_mib"), Long.toString(guest),
                    Long.toString(Math.max(0, left)));
        }
    }

    private void processors() {
        if (assignment.threads().isEmpty()) {
            error("cpu-unknown", profile.place());
        } else if (facts.number("cpu.threads").isPresent() && assignment.threads().get() + profile.settings().hostThreads() > Math.max(1, facts.number("cpu.threads").getAsLong())) {
            error("cpu-beyond", profile.place(profile.settings().guestThreads().isPresent() ? "cpu.guest_threads" : "cpu.host_threads"), assignment.threads().get(), profile.settings().hostThreads(),
                    Long.toString(facts.number("cpu.threads").getAsLong()));
        }
    }

    private void firmware() {
        for (FirmwareDrift drift : FirmwareDrift.of(profile, facts)) {
            add(Severity.WARNING, "firmware-drift", drift.place(), drift.key(), drift.actual(), drift.wanted());
        }
    }
}
