package org.bancada.profile;

import java.util.List;

import org.bancada.core.Facts;

/** The file that the node script {@code guest} starts a guest from; its format stands in docs/node-contract.md. */
public final class GuestPlan {
    private GuestPlan() {
    }

    /** Renders it for the PC of which these are the facts; the errors that lint has found are in it, so that the node refuses them too. */
    public static String of(Profile profile, Facts facts) {
        Assignment assignment = Assignment.of(profile, facts);
        StringBuilder plan = new StringBuilder("guest-plan=1\n");
        line(plan, "profile", profile.id());
        profile.match().patterns().keySet().forEach(key -> facts.text("dmi." + key).ifPresent(value -> line(plan, "dmi." + key, value.strip())));
        line(plan, "memory.mib", Long.toString(assignment.guestMib().orElse(0L)));
        line(plan, "memory.host_reserve_mib", Long.toString(profile.settings().hostReserveMib()));
        profile.settings().hugepages().ifPresent(path -> line(plan, "hugepages.path", path));
        if (profile.settings().ignoreMsrs()) {
            line(plan, "kvm.ignore_msrs", "yes");
        }
        assignment.handed().forEach(handed -> line(plan, "device", handed.device().address() + " " + handed.device().id()));
        assignment.released().forEach(device -> line(plan, "device", device.address() + " " + device.id()));
        assignment.handed().stream().flatMap(handed -> handed.rule().rom().stream()).filter(rom -> !rom.isOff()).distinct()
                .forEach(rom -> line(plan, "rom", QemuArguments.ROM_FOLDER + rom.file() + " " + rom.sha256()));
        Lint.check(profile, facts).stream().filter(Finding::isError).map(Finding::rule).distinct().forEach(rule -> line(plan, "refuse", rule));
        QemuArguments.options(profile, assignment, GuestSeat.PLACEHOLDERS).stream().flatMap(List::stream).forEach(argument -> line(plan, "arg", argument));
        return plan.toString();
    }

    private static void line(StringBuilder plan, String key, String value) {
        plan.append(key).append('=').append(value.replaceAll("\\p{Cntrl}", " ")).append('\n');
    }
}
