package org.bancada.ui.fleet;

import java.util.function.Consumer;

import org.bancada.core.Node;
import org.bancada.ui.kit.Formats;
import org.bancada.ui.kit.Icons;
import org.bancada.ui.kit.Tool;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.ToolBar;

/** The upper part of a node's details: name, state, place, model, last report, and the actions. */
final class NodeHeader extends Composite {
    private final Icons icons;
    private final Label icon;
    private final Label name;
    private final Text line;

    NodeHeader(Composite parent, Consumer<String> command) {
        super(parent, SWT.NONE);
        icons = new Icons(this);
        GridLayoutFactory.fillDefaults().numColumns(4).extendedMargins(8, 4, 4, 0).spacing(8, 2).applyTo(this);
        icon = new Label(this, SWT.NONE);
        name = new Label(this, SWT.NONE);
        name.setFont(JFaceResources.getFontRegistry().getBold(JFaceResources.DEFAULT_FONT));
        line = new Text(this, SWT.READ_ONLY);
        line.setBackground(getBackground());
        GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).applyTo(line);
        ToolBar bar = new ToolBar(this, SWT.FLAT | SWT.RIGHT);
        GridDataFactory.swtDefaults().align(SWT.END, SWT.CENTER).applyTo(bar);
        action(bar, "run", "action.run", FleetCommands.RUN, command);
        action(bar, "terminal", "action.terminal", FleetCommands.TERMINAL, command);
        action(bar, "wake", "action.wake", FleetCommands.WAKE, command);
        action(bar, "reboot", "action.reboot", FleetCommands.REBOOT, command);
        action(bar, "edit", "action.edit", FleetCommands.EDIT, command);
    }

    private static void action(ToolBar bar, String picture, String key, String id, Consumer<String> command) {
        new Tool(bar, picture, "", () -> command.accept(id)).tip(FleetText.get(key));
    }

    void show(Node node) {
        icon.setImage(icons.get(NodeColumns.icon(node.state())));
        name.setText(node.name());
        String model = (node.vendor() + " " + node.model()).strip();
        String place = node.place().isUnknown() ? FleetText.get("places.unknown") : node.place().toString();
        String reported = node.lastReport() == null ? FleetText.get("node.never")
                : FleetText.get("node.reported", Formats.full(node.lastReport()));
        String address = node.address().isEmpty() ? "" : node.address() + (node.sshPort() == 22 ? "" : ":" + node.sshPort());
        String text = String.join("  ·  ", java.util.stream.Stream.of(NodeColumns.state(node.state()), place, model, address, reported)
                .filter(part -> !part.isEmpty()).toList());
        if (!text.equals(line.getText())) {
            line.setText(text);
            line.setToolTipText(text);
        }
        layout();
    }
}
