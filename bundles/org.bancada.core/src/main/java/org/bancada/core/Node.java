package org.bancada.core;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.bancada.core.query.Fields;

/**
 * A lab PC as the fleet knows it at one moment.
 *
 * @param uuid the node's persistent UUID in lower case; never changes
 * @param name what people call it, unique in the fleet
 * @param place where it stands
 * @param model DMI product name, or empty while unknown
 * @param vendor DMI system vendor, or empty while unknown
 * @param state whether it is alive
 * @param address IP address or host name that SSH reaches; empty while unknown
 * @param sshPort TCP port of its sshd, 1 to 65535
 * @param mac the management NIC's address, lower case with colons, for Wake-on-LAN; empty while unknown
 * @param lastReport when it reported last, or null when never
 * @param facts what was parsed from its last report
 */
public record Node(String uuid, String name, Place place, String model, String vendor, NodeState state, String address,
        int sshPort, String mac, Instant lastReport, Facts facts) implements Fields {

    public Optional<Instant> reported() {
        return Optional.ofNullable(lastReport);
    }

    /**
     * The values that a selector sees: name, uuid, campus, building, room, seat, model, vendor, state (lower case), address, mac,
     * lastReport (ISO-8601), and every fact under its key.
     */
    @Override
    public Collection<String> values(String field) {
        String value = switch (field) {
            case "name" -> name;
            case "uuid" -> uuid;
            case "campus" -> place.campus();
            case "building" -> place.building();
            case "room" -> place.room();
            case "seat" -> place.seat();
            case "place" -> place.toString();
            case "model" -> model;
            case "vendor" -> vendor;
            case "state" -> state.name().toLowerCase(java.util.Locale.ROOT);
            case "address" -> address;
            case "mac" -> mac;
            case "lastReport" -> lastReport == null ? "" : lastReport.toString();
            default -> facts.text(field).orElse("");
        };
        return value.isEmpty() ? List.of() : List.of(value);
    }

    /** Names of the fields that every node has, in the order in which completion offers them. */
    public static final List<String> FIELDS = List.of("name", "room", "building", "campus", "seat", "place", "model", "vendor", "state",
            "address", "mac", "uuid", "lastReport");

    @Override
    public Collection<String> fieldNames() {
        List<String> names = new java.util.ArrayList<>(FIELDS);
        names.addAll(facts.asMap().keySet());
        return names;
    }

    /** What free text is searched in: name, place, model, vendor, address, MAC and UUID. */
    @Override
    public Collection<String> freeText() {
        return List.of(name, place.toString(), model, vendor, address, mac, uuid);
    }
}
