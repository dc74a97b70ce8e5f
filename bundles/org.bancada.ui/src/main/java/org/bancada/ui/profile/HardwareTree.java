package org.bancada.ui.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import org.bancada.profile.Hardware;
import org.bancada.ui.kit.Accessibles;
import org.bancada.ui.kit.Icons;
import org.eclipse.jface.layout.TreeColumnLayout;
import org.eclipse.jface.viewers.ColumnLabelProvider;
import org.eclipse.jface.viewers.ColumnLayoutData;
import org.eclipse.jface.viewers.ColumnPixelData;
import org.eclipse.jface.viewers.ColumnWeightData;
import org.eclipse.jface.viewers.ITreeContentProvider;
import org.eclipse.jface.viewers.TreeViewer;
import org.eclipse.jface.viewers.TreeViewerColumn;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Composite;

/** What a PC is made of: devices by IOMMU group, each with where it goes, and what is at its USB ports. */
final class HardwareTree extends Composite {
    private static final int ID_WIDTH = 84;
    private final TreeViewer viewer;
    private final TreeColumnLayout columns = new TreeColumnLayout();
    private final Icons icons;
    private Hardware hardware = new Hardware(List.of(), List.of());

    HardwareTree(Composite parent) {
        super(parent, SWT.NONE);
        setLayout(columns);
        icons = new Icons(this);
        viewer = new TreeViewer(this, SWT.SINGLE | SWT.FULL_SELECTION | SWT.V_SCROLL | SWT.H_SCROLL);
        viewer.getTree().setHeaderVisible(true);
        Accessibles.name(viewer.getTree(), ModelText.get("hardware"));
        viewer.setContentProvider(new Content());
        column("hardware.device", new ColumnWeightData(56, 120), this::name, true);
        column("hardware.id", new ColumnPixelData(ID_WIDTH, true, true), row -> row instanceof Hardware.Device d ? d.device().id() : row instanceof Hardware.UsbDevice u ? u.id() : "", false);
        column("hardware.use", new ColumnWeightData(44, 100), HardwareTree::use, false);
        viewer.setInput(this);
    }

    private void column(String header, ColumnLayoutData width, Function<Object, String> text, boolean first) {
        TreeViewerColumn column = new TreeViewerColumn(viewer, SWT.LEFT);
        column.getColumn().setText(ModelText.get(header));
        columns.setColumnData(column.getColumn(), width);
        column.setLabelProvider(new ColumnLabelProvider() {
            @Override
            public String getText(Object element) {
                return text.apply(element);
            }

            @Override
            public Image getImage(Object element) {
                return first && element instanceof Hardware.Device device ? icons.get(icon(device.use())) : null;
            }
        });
    }

    /** The USB ports, as one branch beside the groups. */
    private record Ports(List<Hardware.UsbDevice> devices) {
    }

    private String name(Object row) {
        return switch (row) {
            case Hardware.Group group -> group.number().isEmpty() ? ModelText.get("hardware.nogroup") : ModelText.get("hardware.group", group.number());
            case Hardware.Device device -> device.device().shortAddress() + "  " + (device.kind().isEmpty() ? device.device().type() : device.kind());
            case Ports ports -> ModelText.get("hardware.usb");
            case Hardware.UsbDevice usb -> usb.port() + "  " + Stream.of(usb.label(), usb.product()).filter(t -> !t.isEmpty()).reduce((a, b) -> a + " · " + b).orElse("");
            default -> "";
        };
    }

    private static String use(Object row) {
        return row instanceof Hardware.Device device ? ModelText.get("use." + device.use(), device.where(), device.device().driver()).replace(" ()", "") : "";
    }

    private static String icon(Hardware.Use use) {
        return switch (use) {
            case GUEST -> "ok";
            case RELEASED -> "step";
            case HOST, BRIDGE -> "node";
            case UNKNOWN -> "warning";
        };
    }

    /** @return how many devices no line of the profile speaks of */
    long show(Hardware now) {
        boolean same = now.equals(hardware);
        hardware = now;
        if (!same) {
            viewer.getTree().setRedraw(false);
            viewer.refresh();
            viewer.expandAll();
            viewer.getTree().setRedraw(true);
        }
        return now.groups().stream().flatMap(g -> g.devices().stream()).filter(d -> d.use() == Hardware.Use.UNKNOWN).count();
    }

    @Override
    public boolean setFocus() {
        return viewer.getTree().setFocus();
    }

    private final class Content implements ITreeContentProvider {
        @Override
        public Object[] getElements(Object input) {
            List<Object> roots = new ArrayList<>(hardware.groups());
            if (!hardware.usb().isEmpty()) {
                roots.add(new Ports(hardware.usb()));
            }
            return roots.toArray();
        }

        @Override
        public Object[] getChildren(Object parent) {
            return parent instanceof Hardware.Group group ? group.devices().toArray() : parent instanceof Ports ports ? ports.devices().toArray() : new Object[0];
        }

        @Override
        public Object getParent(Object element) {
            return null;
        }

        @Override
        public boolean hasChildren(Object element) {
            return getChildren(element).length > 0;
        }
    }
}
