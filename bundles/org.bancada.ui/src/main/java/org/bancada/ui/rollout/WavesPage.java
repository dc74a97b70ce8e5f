package org.bancada.ui.rollout;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

import org.bancada.core.Node;
import org.bancada.rollout.RolloutOptions;
import org.bancada.rollout.Waves;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Spinner;

/** In which waves, and when to stop. */
final class WavesPage extends WizardPage {
    private final Supplier<List<Node>> targets;
    private Button everybody;
    private Button rooms;
    private Spinner canaries;
    private Spinner success;
    private Spinner errors;
    private Spinner stall;
    private Label summary;

    WavesPage(Supplier<List<Node>> targets) {
        super("waves", RolloutText.get("wizard.waves"), null);
        this.targets = targets;
        setDescription(RolloutText.get("wizard.waves.text"));
    }

    @Override
    public void createControl(Composite parent) {
        Composite area = new Composite(parent, SWT.NONE);
        GridLayoutFactory.swtDefaults().numColumns(3).margins(8, 8).spacing(8, 8).applyTo(area);
        everybody = radio(area, "wizard.everybody");
        Button canary = radio(area, "wizard.canary");
        rooms = radio(area, "wizard.rooms");
        everybody.setSelection(true);
        canary.setSelection(false);
        RolloutOptions usual = RolloutOptions.defaults("");
        canaries = spinner(area, "wizard.canaries", 1, 1, 50, "wizard.canaries.unit");
        success = spinner(area, "wizard.success", (int) Math.round(usual.successThreshold() * 100), 1, 100, "wizard.percentOfWave");
        errors = spinner(area, "wizard.errors", (int) Math.round(usual.errorThreshold() * 100), 1, 100, "wizard.percentOfAll");
        stall = spinner(area, "wizard.stall", (int) usual.stallTimeout().toMinutes(), 1, 600, "wizard.minutes");
        summary = new Label(area, SWT.WRAP);
        GridDataFactory.fillDefaults().grab(true, false).span(3, 1).indent(0, 8).hint(520, SWT.DEFAULT).applyTo(summary);
        setControl(area);
        update();
    }

    private Button radio(Composite area, String key) {
        Button button = new Button(area, SWT.RADIO);
        button.setText(RolloutText.get(key));
        button.addListener(SWT.Selection, e -> update());
        GridDataFactory.fillDefaults().span(3, 1).applyTo(button);
        return button;
    }

    private Spinner spinner(Composite area, String key, int value, int least, int most, String unit) {
        Label label = new Label(area, SWT.NONE);
        label.setText(RolloutText.get(key));
        Spinner spinner = new Spinner(area, SWT.BORDER);
        spinner.setValues(value, least, most, 0, 1, 10);
        spinner.addListener(SWT.Selection, e -> update());
        Label after = new Label(area, SWT.NONE);
        after.setText(RolloutText.get(unit));
        GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).applyTo(after);
        return spinner;
    }

    private void update() {
        canaries.setEnabled(!everybody.getSelection());
        success.setEnabled(!everybody.getSelection());
        List<List<Node>> waves = waves();
        String sizes = String.join(" + ", waves.stream().limit(12).map(w -> Integer.toString(w.size())).toList()) + (waves.size() > 12 ? " + …" : "");
        summary.setText(waves.size() < 2 ? RolloutText.get("wizard.oneWave", targets.get().size())
                : RolloutText.get("wizard.someWaves", waves.size(), sizes));
    }

    @Override
    public void setVisible(boolean visible) {
        if (visible) {
            update();
        }
        super.setVisible(visible);
        if (visible) {
            everybody.setFocus();
        }
    }

    private List<List<Node>> waves() {
        if (everybody.getSelection()) {
            return List.of();
        }
        return rooms.getSelection() ? Waves.rooms(targets.get(), canaries.getSelection()) : Waves.canary(targets.get(), canaries.getSelection());
    }

    RolloutOptions options(String selector) {
        RolloutOptions usual = RolloutOptions.defaults(selector);
        return new RolloutOptions(selector, waves(), success.getSelection() / 100.0, errors.getSelection() / 100.0,
                Duration.ofMinutes(stall.getSelection()), usual.validity());
    }
}
