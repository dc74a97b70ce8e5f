package org.bancada.ui.kit;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.ISelectionChangedListener;
import org.eclipse.jface.viewers.ISelectionProvider;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.jface.viewers.SelectionChangedEvent;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.swt.SWT;

/** Tells the workbench which rows of a table are selected, so that commands, menus and other views can follow. */
public final class RowSelection implements ISelectionProvider {
    private final List<ISelectionChangedListener> listeners = new CopyOnWriteArrayList<>();
    private final RowTable<?> table;

    public RowSelection(RowTable<?> table) {
        this.table = table;
        table.control().addListener(SWT.Selection, e -> fire());
    }

    private void fire() {
        SelectionChangedEvent event = new SelectionChangedEvent(this, getSelection());
        listeners.forEach(l -> l.selectionChanged(event));
    }

    @Override
    public ISelection getSelection() {
        return table.control().isDisposed() ? StructuredSelection.EMPTY : new StructuredSelection(table.selection());
    }

    /** Rows are selected by their key; anything else is ignored. */
    @Override
    public void setSelection(ISelection selection) {
        if (selection instanceof IStructuredSelection rows) {
            table.selectRows(rows.toList());
        }
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
