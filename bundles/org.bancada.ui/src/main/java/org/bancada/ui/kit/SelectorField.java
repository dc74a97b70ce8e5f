package org.bancada.ui.kit;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import org.bancada.core.query.Completion;
import org.bancada.core.query.QueryException;
import org.eclipse.jface.bindings.keys.KeyStroke;
import org.eclipse.jface.bindings.keys.ParseException;
import org.eclipse.jface.fieldassist.ContentProposal;
import org.eclipse.jface.fieldassist.ContentProposalAdapter;
import org.eclipse.jface.fieldassist.IContentProposal;
import org.eclipse.jface.fieldassist.IContentProposalProvider;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceColors;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyleRange;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.ToolBar;

/** A line for a selector: proposes fields and values while one types, and underlines the character that it can not understand. */
public final class SelectorField extends Composite {
    private static final char[] ACTIVATE = ("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:.(\" ").toCharArray();
    private static final Point POPUP = new Point(380, 220);
    private static final int HINT_ALPHA = 130;
    private final StyledText text;
    private final Tool clear;
    private final Label problem;
    private Completion completion = new Completion(List.of(), field -> Set.of());
    private Runnable wantsCompletion = () -> {
    };

    /**
     * @param hint shown while the line is empty
     * @param typed told on the UI thread about every edit
     */
    public SelectorField(Composite parent, String accessibleName, String hint, Consumer<String> typed) {
        super(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).spacing(2, 2).applyTo(this);
        text = new StyledText(this, SWT.SINGLE | SWT.BORDER);
        text.setMargins(6, 4, 6, 4);
        GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).applyTo(text);
        Accessibles.name(text, accessibleName);
        ToolBar bar = new ToolBar(this, SWT.FLAT);
        clear = new Tool(bar, "clear", "", () -> text(""));
        clear.tip(KitText.get("selector.clear"));
        clear.enable(false);
        problem = new Label(this, SWT.WRAP);
        problem.setForeground(JFaceColors.getErrorText(getDisplay()));
        GridDataFactory.fillDefaults().span(2, 1).exclude(true).applyTo(problem);
        problem.setVisible(false);
        text.addListener(SWT.Modify, e -> {
            clear.enable(text.getCharCount() > 0);
            typed.accept(text.getText());
        });
        text.addListener(SWT.FocusIn, e -> wantsCompletion.run());
        text.addListener(SWT.Paint, e -> paintHint(e, hint));
        text.addListener(SWT.KeyDown, this::escape);
        assist();
    }

    private void paintHint(Event event, String hint) {
        if (text.getCharCount() == 0) {
            event.gc.setAlpha(HINT_ALPHA);
            event.gc.drawText(hint, text.getLeftMargin() + 1, text.getTopMargin(), true);
            event.gc.setAlpha(255);
        }
    }

    private void escape(Event event) {
        if (event.keyCode == SWT.ESC && event.doit && text.getCharCount() > 0) {
            text("");
        }
    }

    private void assist() {
        KeyStroke trigger;
        try {
            trigger = KeyStroke.getInstance("Ctrl+Space");
        } catch (ParseException impossible) {
            throw new IllegalStateException(impossible);
        }
        Assist adapter = new Assist(text,
                (contents, position) -> completion.at(contents, position).stream().map(Offer::new).toArray(IContentProposal[]::new), trigger);
        adapter.setProposalAcceptanceStyle(ContentProposalAdapter.PROPOSAL_IGNORE);
        adapter.setFilterStyle(ContentProposalAdapter.FILTER_NONE);
        adapter.setAutoActivationDelay(150);
        adapter.addContentProposalListener((IContentProposal accepted) -> {
            Completion.Proposal proposal = ((Offer) accepted).proposal;
            String applied = proposal.applyTo(text.getText());
            text.setText(applied);
            text.setSelection(proposal.from() + proposal.insert().length());
            if (proposal.role() != Completion.Role.VALUE) {
                // A field wants its value next: show what there is.
                getDisplay().asyncExec(adapter::open);
            }
        });
    }

    /** The platform's pop-up, which can also be opened without a key. */
    private static final class Assist extends ContentProposalAdapter {
        Assist(StyledText text, IContentProposalProvider proposals, KeyStroke trigger) {
            super(text, new StyledTextContents(), proposals, trigger, ACTIVATE);
            setPopupSize(POPUP);
        }

        void open() {
            if (!getControl().isDisposed() && getControl().isFocusControl()) {
                openProposalPopup();
            }
        }
    }

    /** One proposal as the platform's pop-up takes it. */
    private static final class Offer extends ContentProposal {
        private final Completion.Proposal proposal;

        Offer(Completion.Proposal proposal) {
            super(proposal.insert(), proposal.label(), null);
            this.proposal = proposal;
        }
    }

    /** @param wanted called when the line gets the focus: the owner then computes a {@link Completion} off the UI thread */
    public void onWantsCompletion(Runnable wanted) {
        wantsCompletion = wanted;
    }

    public void completion(Completion known) {
        completion = known;
    }

    public String text() {
        return text.getText();
    }

    public void text(String selector) {
        text.setText(selector);
        text.setSelection(selector.length());
    }

    /** Shows where the selector is wrong, and why; null when it is right. */
    public void problem(QueryException wrong) {
        String said = wrong == null ? "" : KitText.get("selector.problem", wrong.position() + 1, wrong.getMessage());
        int length = text.getCharCount();
        text.setStyleRanges(new StyleRange[0]);
        if (wrong != null && length > 0) {
            int start = Math.min(Math.max(wrong.position(), 0), length - 1);
            StyleRange range = new StyleRange();
            range.start = start;
            range.length = wrong.position() >= length ? 1 : length - start;
            range.underline = true;
            range.underlineStyle = SWT.UNDERLINE_ERROR;
            range.underlineColor = JFaceColors.getErrorText(getDisplay());
            text.setStyleRange(range);
        }
        if (!said.equals(problem.getText())) {
            problem.setText(said);
            problem.setVisible(!said.isEmpty());
            ((GridData) problem.getLayoutData()).exclude = said.isEmpty();
            requestLayout();
        }
    }

    @Override
    public boolean setFocus() {
        return text.setFocus();
    }
}
