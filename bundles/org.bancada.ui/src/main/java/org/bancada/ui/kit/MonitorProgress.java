package org.bancada.ui.kit;

import org.bancada.core.SimpleProgress;
import org.eclipse.core.runtime.IProgressMonitor;

/** Shows an engine's progress on a monitor of the platform. */
final class MonitorProgress extends SimpleProgress {
    private static final int TICKS = 1_000;
    private IProgressMonitor monitor;
    private String name = "";
    private long total;
    private long done;
    private int ticks;

    synchronized void show(IProgressMonitor target, String task) {
        monitor = target;
        name = task;
        monitor.beginTask(task, IProgressMonitor.UNKNOWN);
    }

    @Override
    public synchronized void begin(String task, long units) {
        total = units;
        done = 0;
        ticks = 0;
        monitor.beginTask(task == null || task.isBlank() ? name : task, units < 1 ? IProgressMonitor.UNKNOWN : TICKS);
    }

    @Override
    public synchronized void worked(long units) {
        if (total < 1) {
            return;
        }
        done = Math.min(total, done + units);
        int due = (int) (done * (double) TICKS / total);
        if (due > ticks) {
            monitor.worked(due - ticks);
            ticks = due;
        }
    }

    @Override
    public void message(String text) {
        monitor.subTask(text);
    }
}
