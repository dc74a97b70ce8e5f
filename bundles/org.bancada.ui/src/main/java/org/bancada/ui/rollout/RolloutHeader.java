package org.bancada.ui.rollout;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.bancada.rollout.NodeProgress;
import org.bancada.rollout.NodeRolloutState;
import org.bancada.rollout.Rollout;
import org.bancada.rollout.RolloutState;
import org.bancada.ui.kit.Formats;
import org.bancada.ui.kit.Tool;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.ToolBar;

/** The upper part of a rollout's details: what, how far, and the actions that make sense just now. */
final class RolloutHeader extends Composite {

    /** What a button does. */
    enum Action {
        PAUSE("pause"), RESUME("resume"), RETRY("retry"), ROLLBACK("rollback"), CANCEL("stop"), HALT("halt");

        private final String icon;

        Action(String icon) {
            this.icon = icon;
        }

        void on(RolloutActions actions, Rollout rollout, List<String> selected) {
            switch (this) {
                case PAUSE -> actions.pause(rollout);
                case RESUME -> actions.resume(rollout);
                case RETRY -> actions.retry(rollout);
                case ROLLBACK -> actions.rollback(rollout, selected);
                case CANCEL -> actions.cancel(rollout);
                case HALT -> actions.halt(rollout);
            }
        }

        /** Whether it would do anything. */
        boolean fits(Rollout rollout) {
            return switch (this) {
                case PAUSE -> rollout.state() == RolloutState.RUNNING;
                case RESUME -> rollout.state() == RolloutState.PAUSED;
                case RETRY -> has(rollout, NodeRolloutState.FAILED) || has(rollout, NodeRolloutState.SKIPPED);
                case ROLLBACK -> has(rollout, NodeRolloutState.ACTIVATED) || has(rollout, NodeRolloutState.CONFIRMED)
                        || rollout.state() == RolloutState.HALTED && has(rollout, NodeRolloutState.FAILED);
                case CANCEL -> !rollout.state().isOver();
                case HALT -> rollout.ended() == null && rollout.state() != RolloutState.HALTED;
            };
        }

        private static boolean has(Rollout rollout, NodeRolloutState state) {
            return rollout.nodes().stream().map(NodeProgress::state).anyMatch(state::equals);
        }
    }

    private final Label title;
    private final TallyBar bar;
    private final Label tally;
    private final Map<Action, Tool> items = new EnumMap<>(Action.class);

    RolloutHeader(Composite parent, Consumer<Action> run) {
        super(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).extendedMargins(8, 4, 6, 0).spacing(10, 4).applyTo(this);
        title = new Label(this, SWT.NONE);
        title.setFont(JFaceResources.getFontRegistry().getBold(JFaceResources.DEFAULT_FONT));
        GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).applyTo(title);
        ToolBar buttons = new ToolBar(this, SWT.FLAT | SWT.RIGHT);
        for (Action action : Action.values()) {
            items.put(action, new Tool(buttons, action.icon, RolloutText.get("action." + action.name()), () -> run.accept(action)));
        }
        Composite line = new Composite(this, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).spacing(10, 0).applyTo(line);
        GridDataFactory.fillDefaults().grab(true, false).span(2, 1).applyTo(line);
        bar = new TallyBar(line);
        GridDataFactory.swtDefaults().applyTo(bar);
        tally = new Label(line, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(tally);
    }

    void show(Rollout rollout) {
        Tally counted = Tally.of(rollout);
        bar.show(counted);
        long speed = rollout.nodes().stream().mapToLong(NodeProgress::bytesPerSecond).sum();
        set(title, RolloutText.get("details.title", rollout.imageName(), RolloutsTable.state(rollout.state()), rollout.id()));
        set(tally, counted.text() + (speed > 0 ? "  ·  " + RolloutText.get("details.speed", Formats.speed(speed)) : "") + "  ·  "
                + RolloutText.get("details.size", Formats.bytes(rollout.imageBytes())));
        items.forEach((action, item) -> item.enable(action.fits(rollout)));
    }

    /** Rolling back acts on the selected nodes when there are some. */
    void selected(int count) {
        items.get(Action.ROLLBACK).text(count > 1 ? RolloutText.get("action.ROLLBACK.some", count) : RolloutText.get("action.ROLLBACK"));
    }

    private static void set(Label label, String value) {
        if (!value.equals(label.getText())) {
            label.setText(value);
        }
    }
}
