package org.bancada.ui.remote;

import java.util.ArrayList;
import java.util.List;

import org.bancada.ui.kit.Accessibles;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceColors;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.Bullet;
import org.eclipse.swt.custom.LineStyleEvent;
import org.eclipse.swt.custom.ST;
import org.eclipse.swt.custom.StyleRange;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.graphics.GlyphMetrics;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

/** The output of one node while it grows. Lines of standard error carry an exclamation mark in the margin; it is not part of the text. */
final class OutputText extends Composite {
    private static final int MARK = 18;
    private final Label heading;
    private final Label note;
    private final StyledText text;
    private final List<Boolean> errors = new ArrayList<>();
    private String node = "";
    private long dropped;

    OutputText(Composite parent) {
        super(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().extendedMargins(6, 0, 0, 0).spacing(0, 4).applyTo(this);
        heading = new Label(this, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(heading);
        note = new Label(this, SWT.WRAP);
        note.setForeground(JFaceColors.getErrorText(getDisplay()));
        GridDataFactory.fillDefaults().grab(true, false).hint(60, SWT.DEFAULT).exclude(true).applyTo(note);
        text = new StyledText(this, SWT.MULTI | SWT.READ_ONLY | SWT.V_SCROLL | SWT.H_SCROLL | SWT.BORDER);
        text.setFont(JFaceResources.getTextFont());
        text.setAlwaysShowScrollBars(false);
        text.setMargins(4, 4, 4, 4);
        text.addLineStyleListener(this::style);
        Accessibles.name(text, heading::getText);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(text);
        clear("");
    }

    void clear(String name) {
        node = name;
        dropped = 0;
        errors.clear();
        text.setText("");
        note("");
        head();
    }

    /** Says why the node is not done; empty when it is. */
    void note(String reason) {
        if (!reason.equals(note.getText())) {
            note.setText(reason);
            note.setVisible(!reason.isEmpty());
            ((GridData) note.getLayoutData()).exclude = reason.isEmpty();
            note.requestLayout();
        }
    }

    private void head() {
        String lines = RemoteText.get("output.lines", errors.size());
        String said = node.isEmpty() ? RemoteText.get("output.none") : RemoteText.get("output.of", node, lines);
        if (dropped > 0) {
            said += "  ·  " + RemoteText.get("output.dropped", dropped);
        }
        if (errors.contains(true)) {
            said += "  ·  " + RemoteText.get("output.marked");
        }
        heading.setText(said);
    }

    /** @param expected number of the first line that is not shown yet; when the part begins later, lines were lost in between */
    void append(Output.Part part, long expected) {
        if (part.lines().isEmpty()) {
            return;
        }
        boolean atEnd = errors.isEmpty() || text.getLinePixel(text.getLineCount() - 1) <= text.getClientArea().height;
        dropped += part.first() - expected;
        StringBuilder more = new StringBuilder();
        boolean first = errors.isEmpty();
        for (Output.Line line : part.lines()) {
            more.append(first ? "" : "\n").append(line.text().replace("\r", ""));
            first = false;
            errors.add(line.error());
        }
        text.setRedraw(false);
        try {
            text.append(more.toString());
            int surplus = errors.size() - Output.MOST;
            if (surplus > 0) {
                text.replaceTextRange(0, text.getOffsetAtLine(surplus), "");
                errors.subList(0, surplus).clear();
                dropped += surplus;
            }
            if (atEnd) {
                text.setTopIndex(text.getLineCount() - 1);
            }
        } finally {
            text.setRedraw(true);
        }
        head();
    }

    private void style(LineStyleEvent event) {
        int line = text.getLineAtOffset(event.lineOffset);
        boolean error = line < errors.size() && errors.get(line);
        StyleRange mark = new StyleRange();
        mark.metrics = new GlyphMetrics(0, 0, MARK);
        mark.foreground = JFaceColors.getErrorText(getDisplay());
        mark.fontStyle = SWT.BOLD;
        event.bullet = new Bullet(ST.BULLET_TEXT, mark);
        event.bullet.text = error ? "!" : " ";
        event.bulletIndex = line;
        if (error) {
            StyleRange style = new StyleRange(event.lineOffset, event.lineText.length(), JFaceColors.getErrorText(getDisplay()), null);
            style.fontStyle = SWT.ITALIC;
            event.styles = new StyleRange[] {style};
        }
    }
}
