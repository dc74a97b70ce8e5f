package org.bancada.ui.kit;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.bancada.core.Plan;
import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.DialogSettings;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/**
 * Shows exactly what an action will do before it does it: what happens to which node, which nodes are left out and why, what will be lost.
 * Where something is lost the safe button is the default one.
 */
public final class PlanDialog extends Dialog {
    private static final int WIDTH = 700;
    private static final int ROW = 22;
    private static final int MOST_ROWS = 10;
    private static final int MOST_LINES = 6;
    private final Plan plan;
    private final String verb;

    /** @param verb what the button says that starts it */
    public PlanDialog(Shell parent, Plan plan, String verb) {
        super(parent);
        this.plan = plan;
        this.verb = verb;
        // A window that goes away with its parent was not agreed to.
        setReturnCode(CANCEL);
    }

    @Override
    protected boolean isResizable() {
        return true;
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(KitText.get("plan.title"));
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        Composite area = (Composite) super.createDialogArea(parent);
        GridLayoutFactory.swtDefaults().margins(14, 12).spacing(6, 8).applyTo(area);
        Text title = wrapped(area, plan.title());
        title.setFont(JFaceResources.getFontRegistry().getBold(JFaceResources.DEFAULT_FONT));
        if (plan.isEmpty()) {
            line(area, "info", KitText.get("plan.nothing"));
        }
        for (String loss : plan.losses()) {
            line(area, "warning", loss);
        }
        List<Plan.Step> general = plan.steps().stream().filter(step -> step.node().isEmpty()).toList();
        List<Plan.Step> onNodes = plan.steps().stream().filter(step -> !step.node().isEmpty()).toList();
        if (general.size() <= MOST_LINES) {
            general.forEach(step -> line(area, "step", step.what()));
        } else {
            rows(area, KitText.get("plan.steps", general.size()), general, Plan.Step::node, KitText.get("plan.what"), Plan.Step::what);
        }
        rows(area, KitText.get("plan.nodes", onNodes.size()), onNodes, Plan.Step::node, KitText.get("plan.what"), Plan.Step::what);
        rows(area, KitText.get("plan.leftOut", plan.leftOut().size()), plan.leftOut(), Plan.LeftOut::node, KitText.get("plan.why"),
                Plan.LeftOut::why);
        return area;
    }

    private static Text wrapped(Composite area, String value) {
        Text text = new Text(area, SWT.MULTI | SWT.WRAP | SWT.READ_ONLY);
        text.setText(value);
        text.setBackground(area.getBackground());
        GridDataFactory.fillDefaults().grab(true, false).hint(WIDTH, SWT.DEFAULT).applyTo(text);
        return text;
    }

    private static void line(Composite area, String icon, String value) {
        Composite row = new Composite(area, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).spacing(8, 0).applyTo(row);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(row);
        Label picture = new Label(row, SWT.NONE);
        picture.setImage(new Icons(row).get(icon));
        GridDataFactory.swtDefaults().align(SWT.BEGINNING, SWT.BEGINNING).applyTo(picture);
        GridDataFactory.fillDefaults().grab(true, false).hint(WIDTH - 30, SWT.DEFAULT).applyTo(wrapped(row, value));
    }

    private static <T> void rows(Composite area, String heading, List<T> rows, Function<T, String> node, String whatHeader,
            Function<T, String> what) {
        if (rows.isEmpty()) {
            return;
        }
        Label label = new Label(area, SWT.NONE);
        label.setText(heading);
        boolean nodes = rows.stream().anyMatch(r -> !node.apply(r).isEmpty());
        Column<T> second = Column.text("what", whatHeader, nodes ? WIDTH - 190 : WIDTH - 20, what);
        List<Column<T>> columns = nodes ? List.of(Column.text("node", KitText.get("plan.node"), 160, node), second) : List.of(second);
        RowTable<T> table = new RowTable<>(area, SWT.BORDER | SWT.MULTI, heading, r -> r, columns, new DialogSettings("plan"));
        table.onSort(() -> table.rows(table.order() == null ? rows : rows.stream().sorted(table.order()).toList()));
        table.rows(rows);
        int height = ROW * (Math.min(rows.size(), MOST_ROWS) + 2);
        GridDataFactory.fillDefaults().grab(true, true).hint(WIDTH, height).applyTo(table.control());
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        createButton(parent, IDialogConstants.HELP_ID, KitText.get("plan.copy"), false);
        if (plan.isEmpty()) {
            createButton(parent, IDialogConstants.CANCEL_ID, KitText.get("close"), true);
            return;
        }
        boolean safe = plan.losses().isEmpty();
        createButton(parent, IDialogConstants.OK_ID, verb, safe);
        createButton(parent, IDialogConstants.CANCEL_ID, KitText.get("cancel"), !safe);
    }

    @Override
    protected Control createContents(Composite parent) {
        Control contents = super.createContents(parent);
        getShell().getDefaultButton().setFocus();
        return contents;
    }

    @Override
    protected void buttonPressed(int id) {
        if (id == IDialogConstants.HELP_ID) {
            Clip.copy(getShell().getDisplay(), asText(plan));
        } else {
            super.buttonPressed(id);
        }
    }

    /** The whole plan as text, as the command line prints it. */
    static String asText(Plan plan) {
        StringBuilder text = new StringBuilder(plan.title()).append('\n');
        plan.losses().forEach(loss -> text.append("! ").append(loss).append('\n'));
        text.append(plan.steps().stream().map(s -> s.node() + "\t" + s.what() + "\n").collect(Collectors.joining()));
        if (!plan.leftOut().isEmpty()) {
            text.append('\n').append(KitText.get("plan.leftOut", plan.leftOut().size())).append('\n');
            text.append(plan.leftOut().stream().map(s -> s.node() + "\t" + s.why() + "\n").collect(Collectors.joining()));
        }
        return text.toString();
    }
}
