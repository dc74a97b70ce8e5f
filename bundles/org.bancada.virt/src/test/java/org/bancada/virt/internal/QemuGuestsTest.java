package org.bancada.virt.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.bancada.core.Progress;
import org.bancada.virt.Guest;
import org.bancada.virt.GuestOutcome;
import org.bancada.virt.GuestPick;
import org.bancada.virt.GuestSnapshot;
import org.bancada.virt.GuestState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** QEMU guests of a libvirtd in session mode: what only a hypervisor process can show. */
@Timeout(180)
class QemuGuestsTest {
    @TempDir
    Path folder;
    private VirtLab lab;

    @BeforeEach
    void open() throws Exception {
        lab = new VirtLab(folder);
        lab.uri("qemu:///session");
        lab.libvirtd();
        lab.defineQemu("win10");
        lab.defineQemu("ubuntu");
    }

    @AfterEach
    void close() throws Exception {
        lab.close();
    }

    @Test
    void aGuestOfQemuIsStartedMeasuredSnapshotAndSwitchedOff() throws Exception {
        Guest off = lab.guest("win10");
        assertEquals(GuestState.OFF, off.state());
        assertEquals(0, off.memoryBytes());
        assertEquals(64L << 20, off.diskMostBytes());
        assertTrue(off.diskBytes() > 0 && off.diskBytes() < 1 << 20, off.toString());
        assertEquals(List.of(), off.displays());
        List<GuestPick> picks = List.of(GuestPick.of(off));
        assertEquals(List.of(), VirtLab.perform(lab.guests.start(List.of(lab.node), picks)).failures());
        Guest running = lab.guest("win10");
        assertEquals(GuestState.RUNNING, running.state());
        assertTrue(running.memoryBytes() > 1 << 20 && running.cpuPercent() >= 0, running.toString());
        assertEquals("vnc", running.displays().getFirst().type());
        assertEquals(GuestState.OFF, lab.guest("ubuntu").state());

        // A guest without a system in it does not hear the power button.
        GuestOutcome deaf = VirtLab.perform(lab.guests.stop(List.of(lab.node), picks, Duration.ofSeconds(1)));
        assertEquals(1, deaf.failures().size());
        assertTrue(deaf.failures().getFirst().reason().contains("1 s"), deaf.toString());

        assertEquals(List.of(), VirtLab.perform(lab.guests.createSnapshot(List.of(lab.node), picks, "clean")).failures());
        GuestSnapshot clean = lab.guests.snapshots(lab.node, "win10", Progress.none()).getFirst();
        assertEquals(GuestState.RUNNING, clean.state());
        assertTrue(clean.created() != null && clean.current(), clean.toString());
        assertEquals(List.of(), VirtLab.perform(lab.guests.off(List.of(lab.node), picks)).failures());
        assertEquals(GuestState.OFF, lab.guest("win10").state());
        assertEquals(List.of(), VirtLab.perform(lab.guests.revert(List.of(lab.node), picks, "clean")).failures());
        assertEquals(GuestState.RUNNING, lab.guest("win10").state());
        assertEquals(List.of(), VirtLab.perform(lab.guests.deleteSnapshot(List.of(lab.node), picks, "clean")).failures());
        assertEquals(List.of(), lab.guests.snapshots(lab.node, "win10", Progress.none()));
        assertEquals(List.of(), VirtLab.perform(lab.guests.start(List.of(lab.node), List.of(GuestPick.named("ubuntu")))).failures());
        try (LibvirtGuests fresh = lab.guests("virt")) {
            List<Guest> both = fresh.list(List.of(lab.node), Progress.none()).getFirst().guests();
            assertTrue(both.stream().allMatch(guest -> guest.state() == GuestState.RUNNING && guest.cpuPercent() >= 0), both.toString());
        }
        assertEquals(List.of(), VirtLab.perform(lab.guests.off(List.of(lab.node), List.of(GuestPick.named("*")))).failures());
    }
}
