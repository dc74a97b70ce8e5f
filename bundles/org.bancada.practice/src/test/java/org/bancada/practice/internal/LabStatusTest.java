package org.bancada.practice.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.bancada.practice.PracticeLab.PracticeNode;
import org.junit.jupiter.api.Test;

class LabStatusTest {

    @Test
    void readsNodesAndSkipsGroupsThatAreHalfThere() {
        LabStatus status = LabStatus.parse(List.of("state=present", "port=2222", "wake=127.255.255.255:2222", "garbage", "=", "node=a", "uuid=1",
                "node=b", "uuid=2", "campus=São Carlos", "address=127.77.1.2", "port=22x", "node=c", "uuid=3", "campus=C", "building=B", "room=R",
                "seat=7", "address=127.77.1.3", "mac=02:77:00:00:01:03", "port=2222", "host_key=ssh-ed25519 AAAA=", "running=yes", "faults=slow off"));

        assertTrue(status.present());
        assertEquals(List.of("c"), status.nodes().stream().map(PracticeNode::name).toList());
        PracticeNode c = status.nodes().get(0);
        assertEquals("ssh-ed25519 AAAA=", c.hostKey());
        assertEquals(List.of("slow", "off"), c.faults());
        assertTrue(c.running());
    }

    @Test
    void nothingIsNoLab() {
        for (List<String> lines : List.of(List.<String>of(), List.of("state=none"), List.of("wake=", "node="), List.of("wake=127.0.0.1:99999"))) {
            LabStatus status = LabStatus.parse(lines);
            assertFalse(status.present());
            assertEquals(List.of(), status.nodes());
            assertTrue(status.wakeTarget().isEmpty());
        }
    }
}
