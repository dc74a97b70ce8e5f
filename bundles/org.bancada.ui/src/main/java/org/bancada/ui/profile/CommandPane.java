package org.bancada.ui.profile;

import java.util.ArrayList;
import java.util.List;

import org.bancada.profile.CommandChange;
import org.bancada.ui.kit.Accessibles;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyleRange;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Composite;

/** The guest's command line, an option a line; what is new or gone has a sign and a colour. */
final class CommandPane extends Composite {
    private static final Color ADDED = new Color(46, 139, 87);
    private static final Color REMOVED = new Color(200, 70, 70);
    private final StyledText text;

    CommandPane(Composite parent) {
        super(parent, SWT.NONE);
        setLayout(new FillLayout());
        text = new StyledText(this, SWT.MULTI | SWT.READ_ONLY | SWT.V_SCROLL | SWT.H_SCROLL);
        text.setFont(JFaceResources.getTextFont());
        text.setMargins(6, 4, 6, 4);
        Accessibles.name(text, ModelText.get("command"));
    }

    /** @param otherwise what is said when there is no command */
    void show(List<CommandChange> changes, String otherwise) {
        StringBuilder lines = new StringBuilder();
        List<StyleRange> styles = new ArrayList<>();
        for (CommandChange change : changes) {
            int begin = lines.length();
            lines.append(switch (change.kind()) {
                case SAME -> "  ";
                case ADDED -> "+ ";
                case REMOVED -> "- ";
            }).append(change.option()).append('\n');
            if (change.kind() != CommandChange.Kind.SAME) {
                styles.add(new StyleRange(begin, lines.length() - begin, change.kind() == CommandChange.Kind.ADDED ? ADDED : REMOVED, null));
            }
        }
        String shown = changes.isEmpty() ? otherwise : lines.toString();
        if (!shown.equals(text.getText())) {
            int top = text.getTopIndex();
            text.setText(shown);
            text.setStyleRanges(styles.toArray(StyleRange[]::new));
            text.setTopIndex(top);
        }
    }

    @Override
    public boolean setFocus() {
        return text.setFocus();
    }
}
