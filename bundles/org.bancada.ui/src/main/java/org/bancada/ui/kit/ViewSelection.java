package org.bancada.ui.kit;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.ISelectionChangedListener;
import org.eclipse.jface.viewers.ISelectionProvider;
import org.eclipse.jface.viewers.SelectionChangedEvent;
import org.eclipse.jface.viewers.StructuredSelection;

/** What is selected in a view whose content comes later: the workbench does not notice a provider that an active view gets afterwards. */
final class ViewSelection implements ISelectionProvider {
    private final List<ISelectionChangedListener> listeners = new CopyOnWriteArrayList<>();
    private final ISelectionChangedListener forward = event -> fire();
    private ISelectionProvider content;

    /** @param provider the content's own; null when there is no content any more */
    void follow(ISelectionProvider provider) {
        if (content != null) {
            content.removeSelectionChangedListener(forward);
        }
        content = provider;
        if (content != null) {
            content.addSelectionChangedListener(forward);
        }
        fire();
    }

    private void fire() {
        SelectionChangedEvent event = new SelectionChangedEvent(this, getSelection());
        listeners.forEach(l -> l.selectionChanged(event));
    }

    @Override
    public ISelection getSelection() {
        return content == null ? StructuredSelection.EMPTY : content.getSelection();
    }

    @Override
    public void setSelection(ISelection selection) {
        if (content != null) {
            content.setSelection(selection);
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
