package org.bancada.ui.kit;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import org.bancada.core.Operation;
import org.bancada.core.Plan;
import org.bancada.core.ProblemException;
import org.bancada.core.SimpleProgress;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;

/** The one place where an {@link Operation} becomes a job of the platform: planned, shown, confirmed, run, its result or problem told. */
public final class OperationJob {
    private OperationJob() {
    }

    /** What a dialog says about an action: its name in the progress view, and the verb on the button that starts it. */
    public record Wording(String name, String verb) {
    }

    /** Plans off the UI thread, shows the plan, runs it when the person says so. UI thread. */
    public static <R> void ask(Shell shell, Wording wording, Operation<R> operation, Consumer<R> done) {
        ask(shell, wording, operation, (plan, cancel) -> {
        }, done, () -> {
        });
    }

    /**
     * @param starting called on the UI thread after the person said yes, with the plan and what cancels it
     * @param done called on the UI thread with the result
     * @param notDone called on the UI thread when it started and failed or was cancelled
     */
    public static <R> void ask(Shell shell, Wording wording, Operation<R> operation, BiConsumer<Plan, Runnable> starting,
            Consumer<R> done, Runnable notDone) {
        compute(shell, KitText.get("planning", wording.name()), operation::plan, plan -> {
            if (new PlanDialog(shell, plan, wording.verb()).open() == PlanDialog.OK) {
                starting.accept(plan, run(shell, wording.name(), operation, plan, done, notDone));
            }
        });
    }

    /**
     * Runs a plan that a person has seen, or that is as small as the click itself. Any thread.
     *
     * @return cancels it
     */
    public static <R> Runnable run(Shell shell, String name, Operation<R> operation, Plan plan, Consumer<R> done, Runnable notDone) {
        return schedule(shell, name, progress -> operation.run(plan, progress), done, notDone);
    }

    /** Computes something off the UI thread and hands it to the UI thread. A problem is shown. Any thread. */
    public static <T> void compute(Shell shell, String name, Callable<T> work, Consumer<T> done) {
        schedule(shell, name, progress -> work.call(), done, () -> {
        });
    }

    private interface Work<T> {
        T run(SimpleProgress progress) throws Exception;
    }

    private static <T> Runnable schedule(Shell shell, String name, Work<T> work, Consumer<T> done, Runnable notDone) {
        if (shell.isDisposed()) {
            return () -> {
            };
        }
        Display display = shell.getDisplay();
        Job job = new Job(name) {
            private final MonitorProgress progress = new MonitorProgress();

            @Override
            protected IStatus run(IProgressMonitor monitor) {
                progress.show(monitor, name);
                try {
                    T result = work.run(progress);
                    onUi(display, () -> done.accept(result));
                    return Status.OK_STATUS;
                } catch (CancellationException cancelled) {
                    onUi(display, notDone);
                    return Status.CANCEL_STATUS;
                } catch (Exception failure) {
                    Exception told = progress.cancelled() && !(failure instanceof ProblemException) ? null : failure;
                    onUi(display, () -> {
                        notDone.run();
                        if (told != null) {
                            Problems.show(shell.isDisposed() ? display.getActiveShell() : shell, told);
                        }
                    });
                    return told == null ? Status.CANCEL_STATUS : Status.OK_STATUS;
                } finally {
                    monitor.done();
                }
            }

            @Override
            protected void canceling() {
                progress.cancel();
            }
        };
        job.schedule();
        return job::cancel;
    }

    private static void onUi(Display display, Runnable action) {
        if (!display.isDisposed()) {
            display.asyncExec(action);
        }
    }
}
