package org.bancada.ui.profile;

import java.util.List;
import java.util.function.Consumer;

import org.bancada.ui.kit.Column;
import org.bancada.ui.kit.RowTable;
import org.eclipse.jface.dialogs.IDialogSettings;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Text;

/** What is wrong with a profile, one a row; beside it why, and what to do. */
final class MarkList extends Composite {
    private final RowTable<Mark> table;
    private final Text detail;

    /** @param go called with the line of a mark that was chosen by Return or a double click */
    MarkList(Composite parent, IDialogSettings settings, Consumer<Integer> go) {
        super(parent, SWT.NONE);
        setLayout(new FillLayout());
        SashForm sash = new SashForm(this, SWT.HORIZONTAL);
        table = new RowTable<>(sash, SWT.SINGLE, ModelText.get("marks"), mark -> mark, List.of(
                Column.<Mark>text("where", ModelText.get("mark.where"), 120, Mark::where).withIcon(mark -> mark.error() ? "problem" : "warning"),
                Column.text("what", ModelText.get("mark.what"), 520, Mark::what)), settings);
        detail = new Text(sash, SWT.MULTI | SWT.READ_ONLY | SWT.WRAP | SWT.V_SCROLL);
        sash.setWeights(60, 40);
        table.control().addListener(SWT.Selection, e -> detail());
        table.control().addListener(SWT.DefaultSelection, e -> table.selection().stream().filter(mark -> mark.line() > 0).findFirst()
                .ifPresent(mark -> go.accept(mark.line())));
    }

    void show(List<Mark> marks) {
        table.rows(table.order() == null ? marks : marks.stream().sorted(table.order()).toList());
        detail();
    }

    private void detail() {
        List<Mark> chosen = table.selection();
        String text = chosen.isEmpty() ? table.rows().isEmpty() ? ModelText.get("marks.none") : ModelText.get("marks.choose")
                : String.join("\n\n", List.of(chosen.getFirst().what(), chosen.getFirst().why(), chosen.getFirst().cure()).stream().filter(t -> !t.isEmpty()).toList());
        if (!text.equals(detail.getText())) {
            detail.setText(text);
        }
    }
}
