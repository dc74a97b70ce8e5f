package org.bancada.practice.internal;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.bancada.core.Place;
import org.bancada.practice.PracticeLab.PracticeNode;

/** What {@code lab status} prints: the lab's own lines, then a group of lines for each node that begins with {@code node=NAME}. */
record LabStatus(Map<String, String> lab, List<PracticeNode> nodes) {

    LabStatus {
        lab = Map.copyOf(lab);
        nodes = List.copyOf(nodes);
    }

    /** A group that makes no sense (a node that is being made just now) is left out. */
    static LabStatus parse(List<String> lines) {
        Map<String, String> lab = new HashMap<>();
        List<PracticeNode> nodes = new ArrayList<>();
        Map<String, String> group = lab;
        for (String line : lines) {
            int equals = line.indexOf('=');
            if (equals < 1) {
                continue;
            }
            String key = line.substring(0, equals);
            if (key.equals("node")) {
                node(group).ifPresent(nodes::add);
                group = new HashMap<>();
            }
            group.put(key, line.substring(equals + 1));
        }
        node(group).ifPresent(nodes::add);
        return new LabStatus(lab, nodes);
    }

    boolean present() {
        return "present".equals(lab.get("state"));
    }

    Optional<InetSocketAddress> wakeTarget() {
        String wake = lab.getOrDefault("wake", "");
        int colon = wake.lastIndexOf(':');
        if (colon < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(new InetSocketAddress(InetAddress.getByName(wake.substring(0, colon)), Integer.parseInt(wake.substring(colon + 1))));
        } catch (IllegalArgumentException | UnknownHostException notYet) {
            return Optional.empty();
        }
    }

    private static Optional<PracticeNode> node(Map<String, String> group) {
        String name = group.get("node");
        String uuid = group.get("uuid");
        if (name == null || uuid == null || !group.containsKey("address")) {
            return Optional.empty();
        }
        Place place = new Place(group.get("campus"), group.get("building"), group.get("room"), group.get("seat"));
        String faults = group.getOrDefault("faults", "");
        try {
            return Optional.of(new PracticeNode(uuid, name, place, group.get("address"), Integer.parseInt(group.getOrDefault("port", "")),
                    group.getOrDefault("mac", ""), group.getOrDefault("host_key", ""), "yes".equals(group.get("running")),
                    faults.isEmpty() ? List.of() : List.of(faults.split(" "))));
        } catch (NumberFormatException noPort) {
            return Optional.empty();
        }
    }
}
