package org.bancada.ui.fleet;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

import org.bancada.core.NaturalOrder;
import org.bancada.core.Node;
import org.bancada.core.Place;
import org.bancada.fleet.Registration;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/** Place, and for a single node also name, address and MAC. For several nodes an empty line keeps what each of them has. */
final class EditPlaceDialog extends TitleAreaDialog {
    private static final Pattern MAC = Pattern.compile("([0-9a-f]{2}:){5}[0-9a-f]{2}");
    private final List<Node> nodes;
    private final List<Node> fleet;
    private Combo campus;
    private Combo building;
    private Combo room;
    private Text seat;
    private Text name;
    private Text address;
    private Text port;
    private Text mac;
    private List<Registration> result = List.of();

    EditPlaceDialog(Shell parent, List<Node> nodes, List<Node> fleet) {
        super(parent);
        this.nodes = nodes;
        this.fleet = fleet;
        setHelpAvailable(false);
        setReturnCode(CANCEL);
    }

    private boolean single() {
        return nodes.size() == 1;
    }

    @Override
    protected boolean isResizable() {
        return true;
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(FleetText.get("edit.name"));
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        setTitle(single() ? nodes.getFirst().name() : FleetText.get("edit.title", nodes.size()));
        setMessage(FleetText.get(single() ? "edit.one" : "edit.many"));
        Composite area = new Composite((Composite) super.createDialogArea(parent), SWT.NONE);
        GridLayoutFactory.swtDefaults().numColumns(2).margins(14, 10).spacing(10, 6).applyTo(area);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(area);
        Place place = nodes.getFirst().place();
        if (single()) {
            name = text(area, "edit.nodeName", nodes.getFirst().name());
        }
        campus = combo(area, "edit.campus", Place::campus);
        building = combo(area, "edit.building", Place::building);
        room = combo(area, "edit.room", Place::room);
        if (single()) {
            Node node = nodes.getFirst();
            seat = text(area, "edit.seat", place.seat());
            address = text(area, "edit.address", node.address());
            port = text(area, "edit.port", Integer.toString(node.sshPort()));
            mac = text(area, "edit.mac", node.mac());
        }
        return area;
    }

    private static void label(Composite area, String key) {
        Label label = new Label(area, SWT.NONE);
        label.setText(FleetText.get(key));
    }

    private Text text(Composite area, String key, String value) {
        label(area, key);
        Text text = new Text(area, SWT.BORDER);
        text.setText(value);
        text.addListener(SWT.Modify, e -> validate());
        GridDataFactory.fillDefaults().grab(true, false).applyTo(text);
        return text;
    }

    private Combo combo(Composite area, String key, Function<Place, String> part) {
        label(area, key);
        Combo combo = new Combo(area, SWT.DROP_DOWN);
        combo.setItems(fleet.stream().map(n -> part.apply(n.place())).filter(p -> !p.isEmpty()).distinct().sorted(NaturalOrder.INSTANCE)
                .toArray(String[]::new));
        List<String> present = nodes.stream().map(n -> part.apply(n.place())).distinct().toList();
        combo.setText(present.size() == 1 ? present.getFirst() : "");
        combo.addListener(SWT.Modify, e -> validate());
        GridDataFactory.fillDefaults().grab(true, false).applyTo(combo);
        return combo;
    }

    private void validate() {
        String wrong = null;
        if (single()) {
            String typed = name.getText().strip();
            boolean taken = fleet.stream().anyMatch(n -> n.name().equalsIgnoreCase(typed) && !n.uuid().equals(nodes.getFirst().uuid()));
            if (typed.isEmpty()) {
                wrong = FleetText.get("edit.wrongName");
            } else if (taken) {
                wrong = FleetText.get("edit.takenName", typed);
            } else if (port(port.getText()) < 1) {
                wrong = FleetText.get("edit.wrongPort");
            } else if (!mac().isEmpty() && !MAC.matcher(mac()).matches()) {
                wrong = FleetText.get("edit.wrongMac");
            }
        }
        setErrorMessage(wrong);
        getButton(IDialogConstants.OK_ID).setEnabled(wrong == null);
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text.strip());
            return port > 65_535 ? -1 : port;
        } catch (NumberFormatException wrong) {
            return -1;
        }
    }

    private String mac() {
        return mac.getText().strip().toLowerCase(java.util.Locale.ROOT).replace('-', ':');
    }

    @Override
    protected void okPressed() {
        result = nodes.stream().map(this::registration).toList();
        super.okPressed();
    }

    private Registration registration(Node node) {
        if (single()) {
            Place place = new Place(campus.getText(), building.getText(), room.getText(), seat.getText());
            return new Registration(node.uuid(), name.getText().strip(), place, address.getText().strip(), port(port.getText()), mac());
        }
        Place old = node.place();
        Place place = new Place(or(campus, old.campus()), or(building, old.building()), or(room, old.room()), old.seat());
        return new Registration(node.uuid(), "", place, "", 0, "");
    }

    private static String or(Combo combo, String present) {
        return combo.getText().isBlank() ? present : combo.getText();
    }

    /** What was entered, one per node in their order; empty unless the dialog ended with OK. */
    List<Registration> registrations() {
        return result;
    }
}
