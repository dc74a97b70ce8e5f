package org.bancada.fleet.internal;

import java.io.Reader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.bancada.core.Messages;
import org.bancada.core.Operation;
import org.bancada.core.Place;
import org.bancada.core.Plan;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.fleet.Fleet.ImportResult;

/** Takes names, places and addresses from CSV. */
final class ImportPlaces implements Operation<ImportResult> {
    private static final Messages TEXT = Messages.beside(ImportPlaces.class);

    private final Inventory inventory;
    private final Roster roster;
    private final Reader source;
    private PlacesCsv.Table table;

    ImportPlaces(Inventory inventory, Roster roster, Reader source) {
        this.inventory = inventory;
        this.roster = roster;
        this.source = source;
    }

    @Override
    public Plan plan() throws ProblemException {
        Introductions.Checked checked = check();
        List<Plan.Step> steps = new ArrayList<>();
        for (Introductions.Introduced one : checked.accepted()) {
            Optional<NodeEntry> before = roster.uuid(one.uuid());
            NodeEntry after = one.apply(before);
            String what = before.isEmpty() ? TEXT.text("import.add", place(after)) : difference(before.get(), after);
            if (!what.isEmpty()) {
                steps.add(new Plan.Step(after.node().name(), what));
            }
        }
        List<Plan.LeftOut> leftOut = checked.refused().stream()
                .map(r -> new Plan.LeftOut(TEXT.text("import.line", Integer.toString(r.position())), r.problem().line())).toList();
        return new Plan(TEXT.text("import.title", steps.size()), steps, leftOut, List.of());
    }

    @Override
    public ImportResult run(Plan plan, Progress progress) throws ProblemException {
        Introductions.Checked checked = check();
        progress.begin(plan.title(), checked.accepted().size());
        progress.check();
        inventory.save(checked.accepted());
        progress.worked(checked.accepted().size());
        return new ImportResult(checked.accepted().size(),
                checked.refused().stream().map(r -> TEXT.text("import.line", Integer.toString(r.position())) + ": " + r.problem().line()).toList());
    }

    private synchronized Introductions.Checked check() throws ProblemException {
        if (table == null) {
            table = PlacesCsv.read(source);
        }
        List<Introductions.Refused> refused = new ArrayList<>(table.refused());
        List<Introductions.Introduced> wanted = new ArrayList<>();
        for (PlacesCsv.Row row : table.rows()) {
            introduced(row).ifPresentOrElse(wanted::add, () -> refused.add(new Introductions.Refused(row.line(), why(row))));
        }
        Introductions.Checked checked = new Introductions(roster).checkAll(wanted);
        refused.addAll(checked.refused());
        refused.sort(Comparator.comparingInt(Introductions.Refused::position));
        return new Introductions.Checked(checked.accepted(), refused);
    }

    /** Empty when nobody knows which node is meant, or the port is no number. */
    private Optional<Introductions.Introduced> introduced(PlacesCsv.Row row) {
        Map<String, String> cells = row.cells();
        String name = cells.getOrDefault("name", "");
        String uuid = cells.getOrDefault("uuid", "");
        if (uuid.isEmpty()) {
            uuid = roster.name(name).map(e -> e.node().uuid()).orElse("");
        }
        String port = cells.getOrDefault("ssh_port", "");
        if (uuid.isEmpty() || !port.matches("\\d{0,5}")) {
            return Optional.empty();
        }
        Place before = Identity.uuid(uuid).flatMap(roster::uuid).map(e -> e.node().place()).orElse(Place.UNKNOWN);
        Place place = new Place(cells.getOrDefault("campus", before.campus()), cells.getOrDefault("building", before.building()),
                cells.getOrDefault("room", before.room()), cells.getOrDefault("seat", before.seat()));
        return Optional.of(new Introductions.Introduced(row.line(), uuid, name, place, cells.getOrDefault("address", ""),
                port.isEmpty() ? 0 : Integer.parseInt(port), cells.getOrDefault("mac", "").toLowerCase(Locale.ROOT)));
    }

    private static Problem why(PlacesCsv.Row row) {
        Map<String, String> cells = row.cells();
        if (!cells.getOrDefault("ssh_port", "").matches("\\d{0,5}")) {
            return Problem.of(TEXT.text("node.bad.port", Introductions.shown(cells.get("ssh_port"))));
        }
        String name = cells.getOrDefault("name", "");
        return Problem.of(name.isEmpty() ? TEXT.text("import.nameless") : TEXT.text("import.unknown", Introductions.shown(name)));
    }

    private static String place(NodeEntry entry) {
        String place = entry.node().place().toString();
        return place.isEmpty() ? TEXT.text("import.nowhere") : place;
    }

    private static String difference(NodeEntry before, NodeEntry after) {
        List<String> parts = new ArrayList<>();
        if (!before.node().name().equals(after.node().name())) {
            parts.add(TEXT.text("import.renamed", before.node().name()));
        }
        if (!before.node().place().equals(after.node().place())) {
            parts.add(TEXT.text("import.moved", place(before), place(after)));
        }
        boolean reach = before.node().address().equals(after.node().address()) && before.node().sshPort() == after.node().sshPort()
                && before.node().mac().equals(after.node().mac());
        if (!reach) {
            parts.add(TEXT.text("import.reach", after.node().address(), Integer.toString(after.node().sshPort()), after.node().mac()));
        }
        return String.join("; ", parts);
    }
}
