package org.bancada.ui.profile;

import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.bancada.core.Facts;
import org.bancada.core.Node;
import org.bancada.core.Operation;
import org.bancada.core.Plan;
import org.bancada.core.ProblemException;
import org.bancada.core.SimpleProgress;
import org.bancada.fleet.Fleet;
import org.bancada.profile.Draft;
import org.bancada.profile.FactsText;
import org.bancada.profile.Library;
import org.bancada.profile.Models;
import org.bancada.profile.Profile;
import org.bancada.profile.ProfileFile;
import org.bancada.studio.Studio;
import org.bancada.studio.TrialResult;
import org.bancada.ui.kit.OperationJob;
import org.bancada.ui.kit.PlanDialog;
import org.bancada.ui.kit.Problems;
import org.eclipse.jface.dialogs.InputDialog;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.PlatformUI;

/** What a person does on the bench. */
final class StudioActions implements Bench.Actions {
    /** How long a guest runs for a test. */
    private static final Duration TEST = Duration.ofSeconds(20);
    private final Shell shell;
    private final Models models;
    private final Studio studio;
    private final Fleet fleet;
    private Bench bench;

    StudioActions(Shell shell, Models models, Studio studio, Fleet fleet) {
        this.shell = shell;
        this.models = models;
        this.studio = studio;
        this.fleet = fleet;
    }

    void on(Bench body) {
        bench = body;
    }

    @Override
    public void chooseNode() {
        new NodeDialog(shell, fleet).choose().ifPresent(this::probe);
    }

    /** What a PC comes to: the profile's file that fits, or a draft, or neither. */
    private record Found(Pc pc, Optional<ProfileFile> file, Optional<Draft.Drafted> draft) {
    }

    void probe(Node node) {
        if (mayLeave()) {
            OperationJob.compute(shell, ModelText.get("probing", node.name()), () -> found(asked(node)), this::show);
        }
    }

    /** A node that cannot be asked is shown as its last report tells it. */
    private Pc asked(Node node) throws ProblemException {
        try {
            return new Pc(node.name(), Optional.of(node), studio.probe(node, new SimpleProgress()), Instant.now(), "");
        } catch (ProblemException unreached) {
            if (node.facts().asMap().keySet().stream().noneMatch(key -> key.startsWith("pci."))) {
                throw unreached;
            }
            return new Pc(node.name(), Optional.of(node), node.facts(), node.lastReport() == null ? Instant.now() : node.lastReport(),
                    ModelText.get("probe.report", unreached.problem().what()));
        }
    }

    private Found found(Pc pc) throws ProblemException {
        Library library = models.library();
        Optional<Profile> fits = library.match(pc.facts());
        return fits.isPresent() ? new Found(pc, file(library, fits.get().id()), Optional.empty()) : new Found(pc, Optional.empty(), Optional.of(Draft.of(pc.facts())));
    }

    private static Optional<ProfileFile> file(Library library, String id) {
        return library.files().stream().filter(file -> file.id().equals(id)).findFirst();
    }

    private void show(Found found) {
        if (bench.isDisposed()) {
            return;
        }
        bench.pc(found.pc());
        found.file().ifPresent(file -> bench.open(Opened.of(file, studio.isDropIn(file))));
        found.draft().ifPresent(draft -> bench.draft(draft.id(), draft.text()));
    }

    @Override
    public void openFacts() {
        FileDialog dialog = new FileDialog(shell, SWT.OPEN);
        dialog.setText(ModelText.get("facts.open"));
        dialog.setFilterExtensions(new String[] {"*.facts", "*"});
        String chosen = dialog.open();
        if (chosen != null && mayLeave()) {
            OperationJob.compute(shell, ModelText.get("facts.open"), () -> {
                Path path = Path.of(chosen);
                try (InputStream in = Files.newInputStream(path)) {
                    Facts facts = FactsText.parse(chosen, in.readNBytes(FactsText.LARGEST + 1));
                    return found(new Pc(path.getFileName().toString(), Optional.empty(), facts, Files.getLastModifiedTime(path).toInstant(), ""));
                }
            }, this::show);
        }
    }

    void open(ProfileFile file) {
        if (!file.id().equals(bench.opened().id()) && mayLeave()) {
            bench.open(Opened.of(file, studio.isDropIn(file)));
        }
    }

    /** Asks what becomes of changes that are not saved. */
    private boolean mayLeave() {
        if (!bench.isDirty()) {
            return true;
        }
        int answer = MessageDialog.open(MessageDialog.QUESTION_WITH_CANCEL, shell, ModelText.get("leave.title"), ModelText.get("leave.question", bench.opened().id()),
                SWT.NONE, ModelText.get("leave.save"), ModelText.get("leave.drop"), ModelText.get("leave.stay"));
        return answer == 1 || answer == 0 && saveNow();
    }

    @Override
    public void save() {
        saveNow();
    }

    /** @return whether it is saved */
    boolean saveNow() {
        Opened opened = bench.opened();
        return opened.dropIn() ? write(opened.id(), Optional.of(opened.text())) : saveAs();
    }

    boolean saveAs() {
        Opened opened = bench.opened();
        String proposed = opened.isForeign() ? "lab/" + opened.id().substring(opened.id().lastIndexOf('/') + 1) : opened.id();
        InputDialog dialog = new InputDialog(shell, ModelText.get("saveas.title"),
                ModelText.get(opened.isForeign() ? "saveas.foreign" : "saveas.text", opened.id()), proposed,
                typed -> Library.isId(typed) ? null : typed.isEmpty() ? "" : ModelText.get("saveas.wrong"));
        return dialog.open() == InputDialog.OK && write(dialog.getValue(), Optional.empty());
    }

    /** Small, but it waits for the disk: off the UI thread, the window is told to be busy. A plan that loses nothing needs no question. */
    private boolean write(String id, Optional<String> before) {
        Opened opened = bench.opened();
        String text = id.equals(opened.id()) ? bench.editor().text() : opened.saved(bench.editor().text());
        try {
            Operation<Path> operation = studio.save(new Studio.Draft(id, text, bench.pc().facts(), before));
            Plan plan = busy(operation::plan);
            if (!plan.losses().isEmpty() && new PlanDialog(shell, plan, ModelText.get("bench.save")).open() != PlanDialog.OK) {
                return false;
            }
            Path file = busy(() -> operation.run(plan, new SimpleProgress()));
            bench.open(new Opened(id, text, file.toString(), true));
            return true;
        } catch (ProblemException failed) {
            Problems.show(shell, failed);
            return false;
        }
    }

    private interface Work<T> {
        T run() throws ProblemException;
    }

    private static <T> T busy(Work<T> work) throws ProblemException {
        List<Object> result = new java.util.ArrayList<>();
        try {
            PlatformUI.getWorkbench().getProgressService().busyCursorWhile(monitor -> {
                try {
                    result.add(work.run());
                } catch (ProblemException failed) {
                    throw new InvocationTargetException(failed);
                }
            });
        } catch (InvocationTargetException failed) {
            if (failed.getCause() instanceof ProblemException problem) {
                throw problem;
            }
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
        @SuppressWarnings("unchecked")
        T found = (T) result.getFirst();
        return found;
    }

    @Override
    public void push() {
        bench.pc().node().ifPresent(node -> {
            if (mayLeave()) {
                ModelActions.push(shell, studio, List.of(node));
            }
        });
    }

    @Override
    public void test() {
        if (bench.pc().node().isPresent() && bench.profile().isPresent()) {
            OperationJob.ask(shell, new OperationJob.Wording(ModelText.get("test.job", bench.pc().name()), ModelText.get("bench.test")),
                    studio.bench(bench.pc().node().get(), bench.profile().get(), TEST), this::tested);
        }
    }

    private void tested(TrialResult test) {
        StringBuilder text = new StringBuilder();
        test.checks().forEach(check -> text.append(check.passed() ? "✓ " : check.needed() ? "✗ " : "– ").append(check.what()).append('\n'));
        if (!test.reason().isEmpty()) {
            text.append('\n').append(test.reason());
        }
        MessageDialog.open(test.passed() ? MessageDialog.INFORMATION : MessageDialog.ERROR, shell,
                ModelText.get(test.passed() ? "test.passed" : "test.failed", bench.pc().name()), text.toString().strip(), SWT.NONE, ModelText.get("close"));
    }
}
