package org.bancada.ui.alert;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import org.bancada.alert.AlertRule;
import org.bancada.alert.Alerts;
import org.bancada.core.Operation;
import org.bancada.core.Plan;
import org.bancada.core.ProblemException;
import org.bancada.core.query.Query;
import org.bancada.core.query.QueryException;
import org.bancada.ui.kit.Accessibles;
import org.bancada.ui.kit.OperationJob;
import org.bancada.ui.kit.Problems;
import org.bancada.ui.kit.Services;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/** Asks what to watch for in the logs. It stays open until the rule is kept. */
public final class RuleDialog extends TitleAreaDialog {
    private static final int WIDTH = 420;
    private static final int LINES = 3;
    private static final List<String> UNITS = List.of("seconds", "minutes", "hours", "days");
    private static final List<Duration> LENGTHS = List.of(Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofDays(1));

    private final Alerts alerts;
    private final String firstName;
    private final String firstQuery;
    private final Consumer<AlertRule> done;
    private Text name;
    private Text query;
    private Text atLeast;
    private Text within;
    private Combo unit;
    private Combo by;
    private boolean working;

    private RuleDialog(Shell parent, Alerts alerts, String name, String query, Consumer<AlertRule> done) {
        super(parent);
        this.alerts = alerts;
        firstName = name;
        firstQuery = query;
        this.done = done;
        setHelpAvailable(false);
    }

    /**
     * @param name proposed; empty for none
     * @param query proposed; empty for none
     * @param done told of the rule when it is kept
     */
    public static void open(Shell parent, String name, String query, Consumer<AlertRule> done) {
        try {
            new RuleDialog(parent, Services.need(Alerts.class), name, query, done).open();
        } catch (ProblemException absent) {
            Problems.show(parent, absent);
        }
    }

    @Override
    protected boolean isResizable() {
        return true;
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(AlertText.get("rule.new"));
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        setTitle(AlertText.get("rule.new"));
        setMessage(AlertText.get("rule.new.text"));
        Composite area = new Composite((Composite) super.createDialogArea(parent), SWT.NONE);
        GridLayoutFactory.swtDefaults().numColumns(3).margins(14, 10).spacing(10, 6).applyTo(area);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(area);
        name = text(area, "rule.name", SWT.NONE, firstName);
        GridDataFactory.fillDefaults().grab(true, false).span(2, 1).applyTo(name);
        query = text(area, "rule.events", SWT.MULTI | SWT.WRAP | SWT.V_SCROLL, firstQuery);
        query.addListener(SWT.Traverse, e -> e.doit |= e.detail == SWT.TRAVERSE_TAB_NEXT || e.detail == SWT.TRAVERSE_TAB_PREVIOUS);
        GridDataFactory.fillDefaults().grab(true, true).span(2, 1).hint(WIDTH, LINES * query.getLineHeight()).applyTo(query);
        atLeast = text(area, "rule.atLeast", SWT.NONE, "1");
        GridDataFactory.fillDefaults().hint(80, SWT.DEFAULT).applyTo(atLeast);
        new Label(area, SWT.NONE).setText(AlertText.get("rule.atLeast.unit"));
        within = text(area, "rule.within", SWT.NONE, "5");
        GridDataFactory.fillDefaults().hint(80, SWT.DEFAULT).applyTo(within);
        unit = new Combo(area, SWT.DROP_DOWN | SWT.READ_ONLY);
        Accessibles.name(unit, AlertText.get("rule.within"));
        unit.setItems(UNITS.stream().map(one -> AlertText.get("rule.unit." + one)).toArray(String[]::new));
        unit.select(1);
        unit.addListener(SWT.Selection, e -> validate());
        new Label(area, SWT.NONE).setText(AlertText.get("rule.by"));
        by = new Combo(area, SWT.DROP_DOWN);
        Accessibles.name(by, AlertText.get("rule.by"));
        by.setItems("", AlertRule.NODE);
        GridDataFactory.fillDefaults().grab(true, false).span(2, 1).applyTo(by);
        new Label(area, SWT.NONE);
        Label hint = new Label(area, SWT.WRAP);
        hint.setText(AlertText.get("rule.by.hint"));
        GridDataFactory.fillDefaults().grab(true, false).span(2, 1).applyTo(hint);
        return area;
    }

    private Text text(Composite area, String key, int style, String value) {
        Label label = new Label(area, SWT.NONE);
        label.setText(AlertText.get(key));
        GridDataFactory.swtDefaults().align(SWT.BEGINNING, (style & SWT.MULTI) != 0 ? SWT.BEGINNING : SWT.CENTER).applyTo(label);
        Text text = new Text(area, SWT.BORDER | style);
        text.setText(value);
        Accessibles.name(text, AlertText.get(key));
        text.addListener(SWT.Modify, e -> validate());
        return text;
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        createButton(parent, IDialogConstants.OK_ID, AlertText.get("rule.create"), true);
        createButton(parent, IDialogConstants.CANCEL_ID, IDialogConstants.CANCEL_LABEL, false);
        // What has not been typed yet is no mistake.
        getButton(IDialogConstants.OK_ID).setEnabled(wrong() == null);
    }

    private void validate() {
        String wrong = wrong();
        setErrorMessage(wrong);
        getButton(IDialogConstants.OK_ID).setEnabled(wrong == null && !working);
    }

    /** What is wrong with what was typed; null when nothing is. */
    private String wrong() {
        if (!AlertRule.isName(name.getText().strip())) {
            return AlertText.get("rule.wrong.name");
        }
        if (queryText().isEmpty()) {
            return AlertText.get("rule.wrong.empty");
        }
        try {
            Query.parse(queryText());
        } catch (QueryException wrong) {
            return AlertText.get("rule.wrong.query", wrong.getMessage(), wrong.position() + 1);
        }
        if (number(atLeast) < 1 || number(atLeast) > AlertRule.MOST_EVENTS) {
            return AlertText.get("rule.wrong.atLeast");
        }
        long most = AlertRule.LONGEST.dividedBy(LENGTHS.get(unit.getSelectionIndex()));
        return number(within) < 1 || number(within) > most ? AlertText.get("rule.wrong.window") : null;
    }

    private String queryText() {
        return query.getText().replaceAll("\\s*\\R\\s*", " ").strip();
    }

    /** What stands in a line; -1 when that is no number. */
    private static long number(Text line) {
        try {
            return Long.parseLong(line.getText().strip());
        } catch (NumberFormatException none) {
            return -1;
        }
    }

    @Override
    protected void okPressed() {
        if (working || wrong() != null) {
            return;
        }
        AlertRule rule = AlertRule.events(name.getText().strip(), queryText(), (int) number(atLeast),
                LENGTHS.get(unit.getSelectionIndex()).multipliedBy(number(within)), by.getText().strip());
        Operation<Void> operation = alerts.add(rule);
        OperationJob.compute(getShell(), AlertText.get("rule.creating"), operation::plan, plan -> {
            if (!working && getShell() != null) {
                create(operation, plan, rule);
            }
        });
    }

    private void create(Operation<Void> operation, Plan plan, AlertRule rule) {
        working = true;
        validate();
        OperationJob.run(getShell(), AlertText.get("rule.creating"), operation, plan, kept -> {
            close();
            done.accept(rule);
        }, () -> {
            working = false;
            if (getShell() != null) {
                validate();
            }
        });
    }
}
