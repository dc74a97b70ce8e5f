package org.bancada.virt.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.bancada.virt.Guest;
import org.bancada.virt.GuestEvent.Kind;
import org.bancada.virt.GuestPick;
import org.bancada.virt.GuestState;
import org.junit.jupiter.api.Test;

/** Text from a node, and text for a shell; and what this engine may not call. */
class TextsTest {
    private static Guest guest(String name, List<Guest.Display> displays) {
        return new Guest("n1", "pc1", "11111111-2222-3333-4444-555555555555", name, GuestState.RUNNING, 1, 0, 0, 0, 0, 0, displays, false);
    }

    @Test
    void hostileXmlYieldsNothing() {
        String bomb = "<!DOCTYPE d [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><domain><name>&b;</name></domain>";
        String file = "<!DOCTYPE d [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><domain><name>&a;</name></domain>";
        for (String xml : new String[] {null, "", "<domain", "\0", bomb, file, "<domain>" + " ".repeat(5 << 20) + "</domain>", "<a/>"}) {
            DomainText text = DomainText.of(xml);
            assertEquals(List.of(), text.disks());
            assertEquals(List.of(), text.displays());
            assertEquals("", text.name());
        }
    }

    @Test
    void displaysAreOnlyWhatAViewerCanOpen() {
        String xml = "<domain><devices><graphics type='vnc' port='5901' listen='0.0.0.0'/><graphics type='spice' port='-1'/>"
                + "<graphics type='vnc' port='5902' listen='$(reboot)'/><graphics type='vnc' port='99999'/><graphics type='egl-headless' port='1'/>"
                + "<graphics type='spice' port='5903' listen='fe80::1'/></devices></domain>";
        assertEquals(List.of(new Guest.Display("vnc", "127.0.0.1", 5901), new Guest.Display("vnc", "127.0.0.1", 5902),
                new Guest.Display("spice", "fe80::1", 5903)), DomainText.of(xml).displays());
    }

    @Test
    void consoleCommandsKeepThePinnedKeyAndQuoteEverything() {
        List<String> terminal = List.of("ssh", "-o", "UserKnownHostsFile=\"/data dir/known_hosts\"", "-o", "HostKeyAlias=n1", "-p", "22", "-l", "root",
                "--", "10.0.0.7");
        Guest guest = guest("x", List.of(new Guest.Display("spice", "::1", 5900)));
        List<String> lines = new ConsoleCommands(terminal).of(guest);
        assertEquals("ssh -o 'UserKnownHostsFile=\"/data dir/known_hosts\"' -o HostKeyAlias=n1 -p 22 -l root -f -o ExitOnForwardFailure=yes"
                + " -L '127.0.0.1:15900:[::1]:5900' -- 10.0.0.7 'sleep 10' && remote-viewer spice://127.0.0.1:15900", lines.getFirst());
        assertEquals("ssh -o 'UserKnownHostsFile=\"/data dir/known_hosts\"' -o HostKeyAlias=n1 -p 22 -l root -t -- 10.0.0.7"
                + " 'virsh console 11111111-2222-3333-4444-555555555555'", lines.getLast());
    }

    @Test
    void picksNameGuestsByNameUuidAndWildcard() {
        Guest guest = guest("win 10 (a)", List.of());
        for (String pick : List.of("win 10 (a)", "11111111-2222-3333-4444-555555555555", "*", "win*", "*10*", "win***)")) {
            assertTrue(GuestPick.named(pick).matches(guest), pick);
        }
        for (String pick : List.of("", "win", "10", "*b", "win 10 .a.", "\\E*")) {
            assertFalse(GuestPick.named(pick).matches(guest), pick);
        }
        assertFalse(new GuestPick("n2", "*").matches(guest));
        assertTrue(GuestPick.of(guest).matches(guest));
    }

    @Test
    void processorUseIsTheDifference() {
        Samples samples = new Samples();
        long second = 1_000_000_000;
        assertEquals(-1, samples.percent("a", 10 * second, 2, 0));
        assertEquals(-1, samples.percent("a", 10 * second, 2, second / 10));
        assertEquals(25, samples.percent("a", 10 * second + second / 2, 2, second));
        assertEquals(-1, samples.percent("a", second, 2, 3 * second));
        assertEquals(100, samples.percent("a", 30 * second, 2, 4 * second));
        assertEquals(-1, samples.percent("a", 31 * second, 2, 60 * second));
        assertEquals(0, samples.percent("a", 31 * second, 0, 61 * second));
    }

    @Test
    void whatHappenedIsTheDifferenceOfTwoLooks() {
        Watch.Seen off = new Watch.Seen("g", GuestState.OFF, -1);
        Watch.Seen first = new Watch.Seen("g", GuestState.RUNNING, 1);
        Watch.Seen second = new Watch.Seen("g", GuestState.RUNNING, 2);
        Watch.Seen paused = new Watch.Seen("g", GuestState.PAUSED, 1);
        Watch.Seen crashed = new Watch.Seen("g", GuestState.CRASHED, -1);
        assertEquals(List.of(), Watch.differences(first, first));
        assertEquals(List.of(Kind.STARTED), Watch.differences(off, first));
        assertEquals(List.of(Kind.STOPPED, Kind.STARTED), Watch.differences(first, second));
        assertEquals(List.of(Kind.SUSPENDED), Watch.differences(first, paused));
        assertEquals(List.of(Kind.RESUMED), Watch.differences(paused, first));
        assertEquals(List.of(Kind.CRASHED), Watch.differences(first, crashed));
        assertEquals(List.of(Kind.DEFINED, Kind.STARTED), Watch.differences(null, first));
        assertEquals(List.of(Kind.STOPPED, Kind.UNDEFINED), Watch.differences(first, null));
    }

    /**
     * blockCommit without a base writes into the shared base image; most of this list moves, merges or removes what people have. libvirt's event loop
     * would run GTK's in the workbench.
     */
    @Test
    void nothingThatWritesToABaseImageIsEverCalled() throws IOException {
        Path classes = Path.of(LibvirtGuests.class.getProtectionDomain().getCodeSource().getLocation().getPath());
        int read = 0;
        try (Stream<Path> files = Files.walk(classes.resolve("org/bancada/virt"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                for (String forbidden : List.of("blockCommit", "blockPull", "blockCopy", "blockRebase", "blockResize", "blockJob", "migrate", "undefine",
                        "qemuMonitorCommand", "storageVol",
                        "EventLoop", "processEvent")) {
                    assertFalse(content.contains(forbidden), file + " mentions " + forbidden);
                }
                read++;
            }
        }
        assertTrue(read > 15, read + " classes were read");
    }
}
