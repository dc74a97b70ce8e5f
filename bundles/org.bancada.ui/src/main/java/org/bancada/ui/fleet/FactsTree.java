package org.bancada.ui.fleet;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.bancada.core.Facts;
import org.bancada.core.NaturalOrder;
import org.bancada.ui.kit.Accessibles;
import org.bancada.ui.kit.Clip;
import org.bancada.ui.kit.Formats;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeColumn;
import org.eclipse.swt.widgets.TreeItem;

/** A node's facts, grouped by the first part of their key, with a line to search in them. */
final class FactsTree extends Composite {
    private final Text search;
    private final Tree tree;
    private final Set<String> closed = new HashSet<>(Set.of("pci", "usb", "section"));
    private Facts facts = Facts.NONE;

    FactsTree(Composite parent) {
        super(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().extendedMargins(0, 0, 6, 0).spacing(0, 4).applyTo(this);
        search = new Text(this, SWT.SEARCH | SWT.ICON_SEARCH | SWT.ICON_CANCEL);
        search.setMessage(FleetText.get("facts.search"));
        Accessibles.name(search, FleetText.get("facts.search"));
        GridDataFactory.fillDefaults().grab(true, false).applyTo(search);
        search.addListener(SWT.Modify, e -> fill());
        tree = new Tree(this, SWT.MULTI | SWT.FULL_SELECTION);
        tree.setHeaderVisible(true);
        Accessibles.name(tree, FleetText.get("node.facts"));
        GridDataFactory.fillDefaults().grab(true, true).applyTo(tree);
        column("facts.fact", 260);
        column("facts.value", 480);
        tree.addListener(SWT.Collapse, e -> closed.add(group(e)));
        tree.addListener(SWT.Expand, e -> closed.remove(group(e)));
        tree.addListener(SWT.KeyDown, this::copy);
    }

    private void column(String key, int width) {
        TreeColumn column = new TreeColumn(tree, SWT.LEFT);
        column.setText(FleetText.get(key));
        column.setWidth(width);
    }

    private static String group(Event event) {
        return (String) event.item.getData();
    }

    private void copy(Event event) {
        if ((event.stateMask & SWT.MODIFIER_MASK) == SWT.MOD1 && event.keyCode == 'c') {
            List<String> lines = new ArrayList<>();
            for (TreeItem item : tree.getSelection()) {
                String key = (String) item.getData();
                lines.add(facts.text(key).map(value -> key + "=" + value).orElse(key));
            }
            Clip.copy(getDisplay(), String.join("\n", lines));
        }
    }

    void show(Facts newest) {
        if (!newest.equals(facts)) {
            facts = newest;
            fill();
        }
    }

    private void fill() {
        String wanted = search.getText().strip().toLowerCase(Locale.ROOT);
        Map<String, List<String>> groups = new TreeMap<>(NaturalOrder.INSTANCE.thenComparing(String::compareTo));
        facts.asMap().forEach((key, value) -> {
            if (wanted.isEmpty() || key.toLowerCase(Locale.ROOT).contains(wanted) || value.toLowerCase(Locale.ROOT).contains(wanted)) {
                int dot = key.indexOf('.');
                groups.computeIfAbsent(dot < 0 ? key : key.substring(0, dot), g -> new ArrayList<>()).add(key);
            }
        });
        tree.setRedraw(false);
        try {
            tree.removeAll();
            groups.forEach((group, keys) -> {
                TreeItem parent = new TreeItem(tree, SWT.NONE);
                parent.setText(new String[] {group, FleetText.get("facts.count", keys.size())});
                parent.setData(group);
                keys.sort(NaturalOrder.INSTANCE);
                for (String key : keys) {
                    TreeItem item = new TreeItem(parent, SWT.NONE);
                    String value = facts.text(key).orElse("");
                    item.setText(new String[] {key.equals(group) ? key : key.substring(group.length() + 1), Formats.fact(key, value)});
                    item.setData(key);
                }
                parent.setExpanded(!wanted.isEmpty() || !closed.contains(group));
            });
        } finally {
            tree.setRedraw(true);
        }
    }

    @Override
    public boolean setFocus() {
        return tree.setFocus();
    }
}
