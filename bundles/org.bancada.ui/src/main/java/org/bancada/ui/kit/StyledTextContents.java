package org.bancada.ui.kit;

import org.eclipse.jface.fieldassist.IControlContentAdapter;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Control;

/** Lets the platform's proposals work on a StyledText; it brings adapters for Text and Combo alone. */
public class StyledTextContents implements IControlContentAdapter {

    @Override
    public void setControlContents(Control control, String contents, int cursorPosition) {
        StyledText text = (StyledText) control;
        text.setText(contents);
        text.setSelection(cursorPosition);
    }

    @Override
    public void insertControlContents(Control control, String contents, int cursorPosition) {
        StyledText text = (StyledText) control;
        Point selection = text.getSelection();
        text.insert(contents);
        text.setSelection(Math.min(selection.x + cursorPosition, text.getCharCount()));
    }

    @Override
    public String getControlContents(Control control) {
        return ((StyledText) control).getText();
    }

    @Override
    public int getCursorPosition(Control control) {
        return ((StyledText) control).getCaretOffset();
    }

    @Override
    public Rectangle getInsertionBounds(Control control) {
        StyledText text = (StyledText) control;
        Point at = text.getLocationAtOffset(text.getCaretOffset());
        return new Rectangle(at.x, at.y, 1, text.getLineHeight());
    }

    @Override
    public void setCursorPosition(Control control, int index) {
        ((StyledText) control).setSelection(index);
    }
}
