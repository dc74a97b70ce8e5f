package org.bancada.ui.log;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

import org.bancada.log.Event;
import org.bancada.ui.kit.RowTable;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.ISelectionChangedListener;
import org.eclipse.jface.viewers.ISelectionProvider;
import org.eclipse.jface.viewers.SelectionChangedEvent;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.swt.SWT;

/** Tells the workbench which events are chosen; those whose node the fleet does not know are left out. */
final class EventSelection implements ISelectionProvider {
    private final List<ISelectionChangedListener> listeners = new CopyOnWriteArrayList<>();
    private final RowTable<Event> table;
    private final Function<String, Optional<String>> uuid;

    /** @param uuid of the node with a name; empty when there is none */
    EventSelection(RowTable<Event> table, Function<String, Optional<String>> uuid) {
        this.table = table;
        this.uuid = uuid;
        table.control().addListener(SWT.Selection, e -> {
            SelectionChangedEvent event = new SelectionChangedEvent(this, getSelection());
            listeners.forEach(listener -> listener.selectionChanged(event));
        });
    }

    @Override
    public ISelection getSelection() {
        if (table.control().isDisposed()) {
            return StructuredSelection.EMPTY;
        }
        return new StructuredSelection(table.selection().stream().flatMap(event -> event.node().flatMap(uuid).stream()
                .map(known -> new EventRow(event, List.of(known)))).toList());
    }

    /** Events are chosen by searching for them. */
    @Override
    public void setSelection(ISelection selection) {
        // Nothing else can choose an event.
    }

    @Override
    public void addSelectionChangedListener(ISelectionChangedListener listener) {
        listeners.add(listener);
    }

    @Override
    public void removeSelectionChangedListener(ISelectionChangedListener listener) {
        listeners.remove(listener);
    }
}
