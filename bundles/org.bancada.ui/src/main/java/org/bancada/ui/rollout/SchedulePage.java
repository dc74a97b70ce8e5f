package org.bancada.ui.rollout;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.bancada.rollout.Rollouts;
import org.bancada.rollout.Schedule;
import org.bancada.rollout.Timetable;
import org.bancada.rollout.Window;
import org.bancada.ui.kit.OperationJob;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

/** When the rollout may do what. Everything may be left empty: then it begins at once and switches whenever no guest is open. */
final class SchedulePage extends WizardPage {
    private final Rollouts rollouts;
    private final ZoneId zone = ZoneId.systemDefault();
    private final Map<Path, List<Timetable>> timetables = new LinkedHashMap<>();
    private Text start;
    private Text fetch;
    private Text activate;
    private org.eclipse.swt.widgets.List files;
    private Button remove;

    SchedulePage(Rollouts rollouts) {
        super("schedule", RolloutText.get("wizard.schedule"), null);
        this.rollouts = rollouts;
        setDescription(RolloutText.get("wizard.schedule.text", zone.getId()));
    }

    @Override
    public void createControl(Composite parent) {
        Composite area = new Composite(parent, SWT.NONE);
        GridLayoutFactory.swtDefaults().numColumns(2).margins(8, 8).spacing(8, 8).applyTo(area);
        start = field(area, "wizard.start", "wizard.start.hint");
        fetch = field(area, "wizard.fetch", "wizard.hours.hint");
        activate = field(area, "wizard.activate", "wizard.hours.hint");
        Label label = new Label(area, SWT.NONE);
        label.setText(RolloutText.get("wizard.timetables"));
        GridDataFactory.fillDefaults().align(SWT.BEGINNING, SWT.BEGINNING).applyTo(label);
        files = new org.eclipse.swt.widgets.List(area, SWT.BORDER | SWT.V_SCROLL | SWT.H_SCROLL);
        files.addListener(SWT.Selection, e -> remove.setEnabled(files.getSelectionIndex() >= 0));
        GridDataFactory.fillDefaults().grab(true, true).hint(420, 90).applyTo(files);
        new Label(area, SWT.NONE);
        Composite buttons = new Composite(area, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).applyTo(buttons);
        button(buttons, "wizard.timetable.add", this::add);
        remove = button(buttons, "wizard.timetable.remove", this::remove);
        remove.setEnabled(false);
        new Label(area, SWT.NONE);
        Label note = new Label(area, SWT.WRAP);
        note.setText(RolloutText.get("wizard.timetables.text"));
        GridDataFactory.fillDefaults().grab(true, false).hint(420, SWT.DEFAULT).applyTo(note);
        setControl(area);
    }

    private Text field(Composite area, String key, String hint) {
        Label label = new Label(area, SWT.NONE);
        label.setText(RolloutText.get(key));
        Text text = new Text(area, SWT.BORDER);
        text.setMessage(RolloutText.get(hint));
        text.addListener(SWT.Modify, e -> check());
        GridDataFactory.fillDefaults().grab(true, false).applyTo(text);
        return text;
    }

    private static Button button(Composite area, String key, Runnable action) {
        Button button = new Button(area, SWT.PUSH);
        button.setText(RolloutText.get(key));
        button.addListener(SWT.Selection, e -> action.run());
        return button;
    }

    private void add() {
        FileDialog dialog = new FileDialog(getShell(), SWT.OPEN);
        dialog.setFilterExtensions(new String[] {"*.ics", "*"});
        String chosen = dialog.open();
        if (chosen != null) {
            Path file = Path.of(chosen);
            OperationJob.compute(getShell(), RolloutText.get("wizard.timetable.reading"), () -> rollouts.readTimetable(file, "", zone), read -> {
                timetables.put(file, read);
                list();
            });
        }
    }

    private void remove() {
        int index = files.getSelectionIndex();
        if (index >= 0) {
            timetables.remove(new ArrayList<>(timetables.keySet()).get(index));
            list();
        }
    }

    private void list() {
        if (!files.isDisposed()) {
            files.setItems(timetables.entrySet().stream().map(entry -> RolloutText.get("wizard.timetable.file", entry.getKey().getFileName(),
                    entry.getValue().stream().mapToInt(table -> table.classes().size()).sum(), entry.getValue().size())).toArray(String[]::new));
            remove.setEnabled(false);
        }
    }

    private void check() {
        String wrong = null;
        if (begin().isEmpty() && !start.getText().isBlank()) {
            wrong = RolloutText.get("wizard.start.wrong");
        } else if (windows(fetch).isEmpty()) {
            wrong = RolloutText.get("wizard.hours.wrong", fetch.getText());
        } else if (windows(activate).isEmpty()) {
            wrong = RolloutText.get("wizard.hours.wrong", activate.getText());
        }
        setErrorMessage(wrong);
        setPageComplete(wrong == null);
    }

    private Optional<Instant> begin() {
        return start.getText().isBlank() ? Optional.empty() : Schedule.start(start.getText(), zone, Instant.now());
    }

    /** Several with semicolons between. @return empty when one of them is none */
    private static Optional<List<Window>> windows(Text text) {
        List<Optional<Window>> all = Arrays.stream(text.getText().split(";")).filter(part -> !part.isBlank()).map(Window::parse).toList();
        return all.stream().allMatch(Optional::isPresent) ? Optional.of(all.stream().map(Optional::orElseThrow).toList()) : Optional.empty();
    }

    Schedule schedule() {
        Schedule schedule = new Schedule(zone, begin().orElse(null), windows(fetch).orElse(List.of()), windows(activate).orElse(List.of()),
                timetables.values().stream().flatMap(List::stream).toList());
        return schedule.isNone() ? Schedule.NONE : schedule;
    }
}
