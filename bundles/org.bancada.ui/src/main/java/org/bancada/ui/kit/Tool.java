package org.bancada.ui.kit;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;

/** A button of a tool bar inside a view, which is seen to be off also on a dark ground. */
public final class Tool {
    private final ToolItem item;

    /**
     * @param icon name of a picture that has a faded twin
     * @param text may be empty
     */
    public Tool(ToolBar bar, String icon, String text, Runnable action) {
        Icons icons = new Icons(bar);
        item = new ToolItem(bar, SWT.PUSH);
        item.setImage(icons.get(icon));
        item.setDisabledImage(icons.get(icon + "-off"));
        item.setText(text);
        item.addListener(SWT.Selection, e -> action.run());
    }

    public void tip(String text) {
        item.setToolTipText(text);
    }

    public void text(String text) {
        if (!text.equals(item.getText())) {
            item.setText(text);
            item.getParent().requestLayout();
        }
    }

    public void enable(boolean on) {
        if (on != item.getEnabled()) {
            item.setEnabled(on);
            item.setForeground(on ? null : item.getDisplay().getSystemColor(SWT.COLOR_WIDGET_DISABLED_FOREGROUND));
        }
    }
}
