package org.bancada.profile;

import java.util.OptionalInt;

import org.bancada.core.Facts;
import org.bancada.profile.Finding.Severity;

/** The rules for Intel's integrated graphics (QEMU, docs/igd-assign.txt). */
final class IgdRules {
    /** Takes a finding. */
    interface Sink {
        void add(Severity severity, String rule, String place, Object... arguments);
    }

    private final Profile profile;
    private final Facts facts;
    private final Assignment assignment;
    private final Sink sink;

    IgdRules(Profile profile, Facts facts, Assignment assignment, Sink sink) {
        this.profile = profile;
        this.facts = facts;
        this.assignment = assignment;
        this.sink = sink;
    }

    void check() {
        for (DeviceRule rule : profile.devices()) {
            if (rule.options().containsKey("x-igd-lpc") && profile.settings().machine().equals("q35")) {
                error("igd-lpc-q35", rule.place("x-igd-lpc"), rule.name());
            }
            if (rule.igd() == DeviceRule.Igd.LEGACY) {
                legacy(rule);
            }
            if (rule.igd() != DeviceRule.Igd.NONE) {
                assignment.handed().stream().filter(h -> h.rule() == rule).forEach(h -> generation(rule, h.device()));
            }
        }
    }

    private void legacy(DeviceRule rule) {
        if (!profile.settings().machine().equals("pc")) {
            error("igd-machine", profile.place("machine"), profile.settings().machine());
        }
        int slot = assignment.handed().stream().filter(h -> h.rule() == rule).map(Assignment.Handed::slot).findFirst()
                .orElse(rule.slot().orElse(2));
        if (slot != 2 || rule.slot().isEmpty()) {
            error("igd-address", rule.claim().place(), String.format("%02x.0", rule.slot().isEmpty() ? slot : rule.slot().getAsInt()));
        }
        if (rule.rom().filter(DeviceRule.Rom::isOff).isPresent()) {
            error("igd-rom", rule.place("rom"), rule.name());
        }
        for (PciDevice device : PciDevice.all(facts)) {
            if (device.isDisplay() && !rule.claim().fits(device)) {
                error("igd-other-vga", rule.claim().place(), device.label());
            }
        }
        if (profile.devices().stream().filter(d -> "on".equals(d.options().get("x-vga"))).anyMatch(d -> d != rule)) {
            error("igd-other-vga", rule.claim().place(), "x-vga");
        }
    }

    private void generation(DeviceRule rule, PciDevice device) {
        OptionalInt generation = Igd.generation(device);
        if (generation.isEmpty()) {
            sink.add(Severity.WARNING, "igd-unknown", rule.claim().place(), device.label());
            return;
        }
        if (rule.igd() == DeviceRule.Igd.LEGACY && generation.getAsInt() > Igd.LAST_AUTOMATIC && !"on".equals(rule.options().get("x-igd-legacy-mode"))) {
            error("igd-explicit", rule.place("igd"), device.label());
        }
        if (rule.igd() == DeviceRule.Igd.LEGACY && generation.getAsInt() >= Igd.FIRST_WITHOUT_SEABIOS && profile.settings().bios().equals("seabios")) {
            error("igd-stolen-memory", profile.place("bios"), device.label());
        }
        String version = facts.text("qemu.version").orElse("");
        if (Igd.needsNewQemu(device) && !Igd.isNewQemu(version)) {
            sink.add(version.isEmpty() ? Severity.WARNING : Severity.ERROR, "igd-qemu", rule.claim().place(), device.label(),
                    version.isEmpty() ? "?" : version);
        }
    }

    private void error(String rule, String place, Object... arguments) {
        sink.add(Severity.ERROR, rule, place, arguments);
    }
}
