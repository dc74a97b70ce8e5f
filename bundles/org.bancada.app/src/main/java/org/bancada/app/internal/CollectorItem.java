package org.bancada.app.internal;

import org.eclipse.jface.action.ContributionItem;
import org.eclipse.jface.action.StatusLineLayoutData;
import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CLabel;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.dialogs.PreferencesUtil;

/** Says in the status line whether nodes can report; a click opens the preferences, where the address is. */
final class CollectorItem extends ContributionItem {
    private static final int WIDTH_CHARACTERS = 54;
    private ServiceWatch<CollectorListening> watch;

    @Override
    public void fill(Composite line) {
        new Label(line, SWT.SEPARATOR);
        CLabel label = new CLabel(line, SWT.SHADOW_NONE);
        StatusLineLayoutData width = new StatusLineLayoutData();
        GC gc = new GC(label);
        width.widthHint = (int) (gc.getFontMetrics().getAverageCharacterWidth() * WIDTH_CHARACTERS);
        gc.dispose();
        label.setLayoutData(width);
        label.setCursor(line.getDisplay().getSystemCursor(SWT.CURSOR_HAND));
        label.addListener(SWT.MouseUp, e -> PreferencesUtil.createPreferenceDialogOn(label.getShell(), PreferencePage.ID, null, null).open());
        stopWatching();
        Display display = line.getDisplay();
        watch = new ServiceWatch<>(CollectorListening.class, listening -> {
            Runnable show = () -> show(display, label, listening.state());
            show.run();
            return listening.onChange(show);
        });
        label.addListener(SWT.Dispose, e -> stopWatching());
    }

    private static void show(Display display, CLabel label, CollectorListening.State state) {
        if (display.isDisposed()) {
            return;
        }
        display.asyncExec(() -> {
            if (!label.isDisposed()) {
                label.setText(state.line());
                label.setToolTipText(state.detail());
                label.setImage(state.detail().isEmpty() ? null : JFaceResources.getImage(Dialog.DLG_IMG_MESSAGE_WARNING));
            }
        });
    }

    private void stopWatching() {
        if (watch != null) {
            watch.close();
            watch = null;
        }
    }
}
