package org.bancada.ui.profile;

import java.util.List;
import java.util.Optional;

import org.bancada.core.Facts;
import org.bancada.profile.CommandChange;
import org.bancada.profile.Hardware;
import org.bancada.profile.Library;
import org.bancada.profile.Models;
import org.bancada.profile.Profile;
import org.bancada.profile.Proposals;
import org.bancada.profile.Trial;
import org.bancada.ui.kit.EmptyState;
import org.bancada.ui.kit.Formats;
import org.bancada.ui.kit.Refresh;
import org.bancada.ui.kit.Tool;
import org.eclipse.jface.dialogs.IDialogSettings;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.TabFolder;
import org.eclipse.swt.widgets.TabItem;
import org.eclipse.swt.widgets.ToolBar;

/** A PC and a profile laid on it: its hardware on the left, the profile's text on the right, below it what is wrong and what QEMU is told. */
final class Bench extends Composite {
    /** What its buttons do. */
    interface Actions {
        void chooseNode();

        void openFacts();

        void save();

        void push();

        void test();
    }

    private final Models models;
    private final StackLayout stack = new StackLayout();
    private final EmptyState empty;
    private final Composite content;
    private final Label title;
    private final Label subtitle;
    private final HardwareTree hardware;
    private final ProfileEditor editor;
    private final MarkList marks;
    private final CommandPane command;
    private final TabItem marksTab;
    private final Tool save;
    private final Tool push;
    private final Tool test;
    private final Refresh<Shown> refresh;
    private volatile Work work = new Work(Pc.NONE, Opened.NOTHING, "");
    private volatile Library library;
    private volatile Shown shown;
    private Runnable dirty = () -> {
    };

    /** What is looked at: an immutable copy, because it is worked on off the UI thread. */
    private record Work(Pc pc, Opened opened, String text) {
    }

    /** @param last what the profile said when it had no mistake; empty when it always had one */
    private record Shown(Work work, Trial trial, Optional<Profile> last, Hardware hardware, List<CommandChange> command) {
    }

    Bench(Composite parent, Models models, Actions actions, IDialogSettings settings) {
        super(parent, SWT.NONE);
        this.models = models;
        setLayout(stack);
        empty = new EmptyState(this, "node-large", ModelText.get("bench.empty"), ModelText.get("bench.empty.text"))
                .button(ModelText.get("bench.node"), actions::chooseNode).button(ModelText.get("bench.facts"), actions::openFacts);
        content = new Composite(this, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).spacing(8, 2).applyTo(content);
        title = new Label(content, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, false).indent(8, 6).applyTo(title);
        ToolBar bar = new ToolBar(content, SWT.FLAT | SWT.RIGHT);
        GridDataFactory.swtDefaults().align(SWT.END, SWT.CENTER).span(1, 2).applyTo(bar);
        subtitle = new Label(content, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, false).indent(8, 0).applyTo(subtitle);
        new Tool(bar, "search", ModelText.get("bench.node"), actions::chooseNode).tip(ModelText.get("bench.node.tip"));
        new Tool(bar, "import", ModelText.get("bench.facts"), actions::openFacts).tip(ModelText.get("bench.facts.tip"));
        save = new Tool(bar, "save", ModelText.get("bench.save"), actions::save);
        push = new Tool(bar, "export", ModelText.get("bench.push"), actions::push);
        push.tip(ModelText.get("bench.push.tip"));
        test = new Tool(bar, "run", ModelText.get("bench.test"), actions::test);
        test.tip(ModelText.get("bench.test.tip"));
        SashForm sash = new SashForm(content, SWT.HORIZONTAL);
        GridDataFactory.fillDefaults().grab(true, true).span(2, 1).applyTo(sash);
        hardware = new HardwareTree(sash);
        SashForm right = new SashForm(sash, SWT.VERTICAL);
        editor = new ProfileEditor(right);
        TabFolder tabs = new TabFolder(right, SWT.NONE);
        marks = new MarkList(tabs, settings, line -> editor().goTo(line));
        marksTab = tab(tabs, ModelText.get("marks"), marks);
        command = new CommandPane(tabs);
        tab(tabs, ModelText.get("command"), command);
        sash.setWeights(42, 58);
        right.setWeights(58, 42);
        refresh = new Refresh<>(this, this::look, this::show);
        editor.onChange(this::typed);
        editor.proposals((text, caret) -> library == null ? List.of() : Proposals.at(text, caret, library, work.pc().facts()));
        stack.topControl = empty;
    }

    private static TabItem tab(TabFolder tabs, String text, Control body) {
        TabItem item = new TabItem(tabs, SWT.NONE);
        item.setText(text);
        item.setControl(body);
        return item;
    }

    ProfileEditor editor() {
        return editor;
    }

    Pc pc() {
        return work.pc();
    }

    Opened opened() {
        return work.opened();
    }

    /** What the profile says now, as far as it was worked out; empty while it has mistakes. */
    Optional<Profile> profile() {
        return shown == null ? Optional.empty() : shown.trial().profile();
    }

    /** Called on the UI thread when the text became another one than the file's, or the same again. */
    void onDirty(Runnable listener) {
        dirty = listener;
    }

    boolean isDirty() {
        return work.opened().isThere() && !work.text().equals(work.opened().text());
    }

    /** Lays the profile on another PC. */
    void pc(Pc pc) {
        work = new Work(pc, work.opened(), work.text());
        refreshed();
    }

    /** Opens a profile as it lies in its file, or as it was saved just now. */
    void open(Opened opened) {
        work = new Work(work.pc(), opened, opened.text());
        if (!editor.text().equals(opened.text())) {
            editor.text(opened.text());
        }
        dirty.run();
        refreshed();
    }

    /** Opens a draft, which is not saved yet. */
    void draft(String id, String text) {
        work = new Work(work.pc(), new Opened(id, "", "", false), text);
        editor.text(text);
        dirty.run();
        refreshed();
    }

    private void typed() {
        boolean before = isDirty();
        work = new Work(work.pc(), work.opened(), editor.text());
        if (isDirty() != before) {
            dirty.run();
            refreshed();
        }
        refresh.soon();
    }

    private void refreshed() {
        Opened opened = work.opened();
        Pc pc = work.pc();
        stack.topControl = opened.isThere() || pc.isThere() ? content : empty;
        title.setText(!opened.isThere() ? ModelText.get("bench.noprofile")
                : ModelText.get(opened.place().isEmpty() ? "bench.title.draft" : opened.isForeign() ? "bench.title.foreign" : "bench.title", opened.id())
                        + (isDirty() ? " *" : ""));
        subtitle.setText(pc.isThere() ? ModelText.get("bench.pc", pc.name(), pc.model(), Formats.time(pc.asked())) + (pc.note().isEmpty() ? "" : "  ·  " + pc.note())
                : ModelText.get("bench.nopc"));
        save.enable(opened.isThere() && (isDirty() || opened.place().isEmpty()));
        save.tip(ModelText.get(opened.isForeign() ? "bench.save.foreign" : "bench.save.tip"));
        push.enable(pc.node().isPresent());
        test.enable(pc.node().isPresent() && profile().isPresent());
        layout(true, true);
        refresh.now();
    }

    private Shown look() {
        Work now = work;
        library = models.library();
        String id = now.opened().isThere() ? now.opened().id() : "draft";
        Facts facts = now.pc().facts();
        Trial trial = Trial.of(id, now.text(), library, facts);
        List<List<String>> before = now.opened().text().isEmpty() ? trial.command() : Trial.of(id, now.opened().text(), library, facts).command();
        // While there is a mistake, the devices stay where the last profile without one had them.
        Optional<Profile> last = shown == null || !shown.work().opened().equals(now.opened()) ? Optional.empty() : shown.last();
        Optional<Profile> good = trial.profile().or(() -> last);
        return new Shown(now, trial, good, Hardware.of(facts, good),
                trial.command().isEmpty() ? List.of() : CommandChange.between(before, trial.command()));
    }

    private void show(Shown now) {
        shown = now;
        List<Mark> found = now.work().opened().isThere() ? Mark.of(now.trial()) : List.of();
        editor.marks(found);
        marks.show(found);
        marksTab.setText(found.isEmpty() ? ModelText.get("marks") : ModelText.get("marks.count", found.size()));
        hardware.show(now.hardware());
        command.show(now.command(), ModelText.get(!now.work().pc().isThere() ? "command.nopc" : !now.work().opened().isThere() ? "command.none" : "command.broken"));
        test.enable(now.work().pc().node().isPresent() && now.trial().profile().isPresent());
    }

    @Override
    public boolean setFocus() {
        return stack.topControl == empty ? empty.setFocus() : editor.setFocus();
    }
}
