package org.bancada.fleet.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.bancada.core.Facts;
import org.bancada.core.Messages;
import org.bancada.core.Node;
import org.bancada.core.NodeState;
import org.bancada.core.Place;
import org.bancada.core.Problem;
import org.bancada.fleet.Registration;

/** Checks what people say about nodes: well-formed, and every name unique once all of it is done. */
final class Introductions {
    private static final int LONGEST = 100;
    private static final Messages TEXT = Messages.beside(Introductions.class);

    private final Roster roster;

    Introductions(Roster roster) {
        this.roster = roster;
    }

    /** One node as it shall be; empty text and port 0 keep what is there, so does a null place. */
    record Introduced(int position, String uuid, String name, Place place, String address, int sshPort, String mac) {

        NodeEntry apply(Optional<NodeEntry> known) {
            NodeEntry before = known.orElseGet(() -> new NodeEntry(0, false, new Node(uuid, Identity.fallbackName(uuid, Facts.NONE), Place.UNKNOWN, "", "",
                    NodeState.NEW, "", 22, "", null, Facts.NONE), Said.NOTHING));
            Node n = before.node();
            return before.placed(name.isEmpty() ? n.name() : name, before.named() || !name.isEmpty(), place == null ? n.place() : place,
                    address.isEmpty() ? n.address() : address, sshPort == 0 ? n.sshPort() : sshPort, mac.isEmpty() ? n.mac() : mac);
        }
    }

    /** @param position as in the source: the index of the registration, or the line of the file */
    record Refused(int position, Problem problem) {
    }

    record Checked(List<Introduced> accepted, List<Refused> refused) {
    }

    Checked check(List<Registration> registrations) {
        List<Introduced> wanted = new ArrayList<>();
        for (int i = 0; i < registrations.size(); i++) {
            Registration r = registrations.get(i);
            Place place = r.place() == null || r.place().isUnknown() ? null : r.place();
            wanted.add(new Introduced(i + 1, text(r.uuid()), text(r.name()), place, text(r.address()), r.sshPort(), text(r.mac()).toLowerCase(Locale.ROOT)));
        }
        return checkAll(wanted);
    }

    private static String text(String value) {
        return value == null ? "" : value.strip();
    }

    /** Takes what can be taken; refuses the second of two that contradict each other. */
    Checked checkAll(List<Introduced> wanted) {
        List<Refused> refused = new ArrayList<>();
        Map<String, Introduced> byUuid = new HashMap<>();
        List<Introduced> formed = new ArrayList<>();
        for (Introduced one : wanted) {
            Optional<String> fault = fault(one);
            Introduced normal = fault.isPresent() ? one : new Introduced(one.position(), Identity.uuid(one.uuid()).orElseThrow(), one.name(), one.place(),
                    one.address(), one.sshPort(), one.mac());
            if (fault.isEmpty() && byUuid.putIfAbsent(normal.uuid(), normal) != null) {
                fault = Optional.of(TEXT.text("node.twice", normal.uuid(), Integer.toString(byUuid.get(normal.uuid()).position())));
            }
            fault.ifPresentOrElse(f -> refused.add(new Refused(one.position(), Problem.of(f))), () -> formed.add(normal));
        }
        return new Checked(withoutTakenNames(formed, byUuid, refused), refused);
    }

    /** A name is free when nobody has it, or who has it gets another in the same go. Refusing one may take the name of another: until none is left. */
    private List<Introduced> withoutTakenNames(List<Introduced> formed, Map<String, Introduced> byUuid, List<Refused> refused) {
        List<Introduced> left = new ArrayList<>(formed);
        boolean again = true;
        while (again) {
            again = false;
            Map<String, Introduced> byName = new HashMap<>();
            for (Introduced one : List.copyOf(left)) {
                if (!one.name().isEmpty()) {
                    String holder = byName.containsKey(Roster.key(one.name())) ? byName.get(Roster.key(one.name())).uuid() : keeper(one, byUuid);
                    if (holder.isEmpty()) {
                        byName.put(Roster.key(one.name()), one);
                    } else {
                        refused.add(new Refused(one.position(), Problem.of(TEXT.text("node.name.taken", one.name(), holder))));
                        left.remove(one);
                        byUuid.remove(one.uuid());
                        again = true;
                    }
                }
            }
        }
        return left;
    }

    /** The UUID of another node that has the name and keeps it; empty when there is none. */
    private String keeper(Introduced one, Map<String, Introduced> byUuid) {
        return roster.name(one.name()).map(e -> e.node().uuid()).filter(uuid -> !uuid.equals(one.uuid())).filter(uuid -> {
            Introduced other = byUuid.get(uuid);
            return other == null || other.name().isEmpty() || Roster.key(other.name()).equals(Roster.key(one.name()));
        }).orElse("");
    }

    private static Optional<String> fault(Introduced one) {
        if (Identity.uuid(one.uuid()).isEmpty()) {
            return Optional.of(TEXT.text("node.bad.uuid", shown(one.uuid())));
        }
        List<String> texts = new ArrayList<>(List.of(one.name(), one.address()));
        if (one.place() != null) {
            texts.addAll(one.place().parts());
        }
        for (String text : texts) {
            if (text.length() > LONGEST || text.chars().anyMatch(Character::isISOControl)) {
                return Optional.of(TEXT.text("node.bad.text", shown(text), Integer.toString(LONGEST)));
            }
        }
        if (one.address().chars().anyMatch(Character::isWhitespace) || one.address().startsWith("-")) {
            return Optional.of(TEXT.text("node.bad.address", shown(one.address())));
        }
        if (one.sshPort() < 0 || one.sshPort() > 65_535) {
            return Optional.of(TEXT.text("node.bad.port", Integer.toString(one.sshPort())));
        }
        return one.mac().isEmpty() || Identity.isMac(one.mac()) ? Optional.empty() : Optional.of(TEXT.text("node.bad.mac", shown(one.mac())));
    }

    static String shown(String text) {
        String printable = text.replaceAll("\\p{Cntrl}", "?");
        return printable.length() > 60 ? printable.substring(0, 60) + "…" : printable;
    }
}
