package org.bancada.ui.profile;

import java.util.List;
import java.util.function.BiFunction;

import org.bancada.profile.Proposal;
import org.bancada.ui.kit.Accessibles;
import org.bancada.ui.kit.StyledTextContents;
import org.eclipse.jface.bindings.keys.KeyStroke;
import org.eclipse.jface.bindings.keys.ParseException;
import org.eclipse.jface.fieldassist.ContentProposal;
import org.eclipse.jface.fieldassist.ContentProposalAdapter;
import org.eclipse.jface.fieldassist.IContentProposal;
import org.eclipse.jface.fieldassist.IContentProposalProvider;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.Document;
import org.eclipse.jface.text.DocumentEvent;
import org.eclipse.jface.text.IDocumentListener;
import org.eclipse.jface.text.IPainter;
import org.eclipse.jface.text.Position;
import org.eclipse.jface.text.source.Annotation;
import org.eclipse.jface.text.source.AnnotationModel;
import org.eclipse.jface.text.source.AnnotationPainter;
import org.eclipse.jface.text.source.CompositeRuler;
import org.eclipse.jface.text.source.LineNumberRulerColumn;
import org.eclipse.jface.text.source.SourceViewer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;

/** A profile's text: lines numbered, what is wrong underlined in place and told on hover, what may be written offered while typing. */
final class ProfileEditor extends Composite {
    /** Seen on light and on dark ground. */
    private static final Color NUMBER = new Color(128, 128, 128);
    private static final Color ERROR = new Color(200, 40, 40);
    private static final Color WARNING = new Color(200, 140, 20);
    private final Document document = new Document();
    private final AnnotationModel annotations = new AnnotationModel();
    private final SourceViewer viewer;
    private final LineNumberRulerColumn numbers = new LineNumberRulerColumn();
    private BiFunction<String, Integer, List<Proposal>> proposals = (text, caret) -> List.of();
    private Runnable changed = () -> {
    };

    ProfileEditor(Composite parent) {
        super(parent, SWT.NONE);
        setLayout(new FillLayout());
        MarkAccess access = new MarkAccess();
        CompositeRuler ruler = new CompositeRuler(4);
        ruler.addDecorator(0, numbers);
        viewer = new SourceViewer(this, ruler, SWT.V_SCROLL | SWT.H_SCROLL | SWT.MULTI);
        viewer.configure(new ProfileLook(annotations));
        viewer.setDocument(document, annotations);
        viewer.getTextWidget().setFont(JFaceResources.getTextFont());
        numbers.setFont(JFaceResources.getTextFont());
        Accessibles.name(viewer.getTextWidget(), ModelText.get("editor"));
        AnnotationPainter painter = new AnnotationPainter(viewer, access);
        painter.addTextStyleStrategy("squiggles", new AnnotationPainter.UnderlineStrategy(SWT.UNDERLINE_SQUIGGLE));
        for (String type : List.of(MarkAccess.ERROR, MarkAccess.WARNING)) {
            painter.addAnnotationType(type, "squiggles");
            painter.setAnnotationTypeColor(type, type.equals(MarkAccess.ERROR) ? ERROR : WARNING);
        }
        viewer.addPainter(painter);
        viewer.addTextPresentationListener(painter);
        painter.paint(IPainter.CONFIGURATION);
        document.addDocumentListener(new IDocumentListener() {
            @Override
            public void documentAboutToBeChanged(DocumentEvent event) {
                // Only what it has become is of interest.
            }

            @Override
            public void documentChanged(DocumentEvent event) {
                changed.run();
            }
        });
        viewer.getTextWidget().addListener(SWT.Paint, e -> colours());
        viewer.appendVerifyKeyListener(key -> {
            if ((key.stateMask & SWT.MOD1) != 0 && (key.keyCode == 'z' || key.keyCode == 'y')) {
                boolean redo = key.keyCode == 'y' || (key.stateMask & SWT.SHIFT) != 0;
                viewer.doOperation(redo ? SourceViewer.REDO : SourceViewer.UNDO);
                key.doit = false;
            }
        });
        assist();
    }

    /** The numbers take the theme's colours from the text beside them. */
    private void colours() {
        StyledText text = viewer.getTextWidget();
        if (numbers.getControl() != null && !text.getBackground().equals(numbers.getControl().getBackground())) {
            numbers.setBackground(text.getBackground());
            numbers.setForeground(NUMBER);
            numbers.redraw();
            viewer.getControl().setBackground(text.getBackground());
        }
    }

    /** Called on the UI thread after each change of the text. */
    void onChange(Runnable listener) {
        changed = listener;
    }

    /** @param source what may be written in a text at a place */
    void proposals(BiFunction<String, Integer, List<Proposal>> source) {
        proposals = source;
    }

    String text() {
        return document.get();
    }

    /** Another text; what was done before cannot be undone. */
    void text(String text) {
        document.set(text);
        viewer.getUndoManager().reset();
        viewer.setSelectedRange(0, 0);
    }

    /** Shows what is wrong, instead of what was wrong before. */
    void marks(List<Mark> marks) {
        annotations.removeAllAnnotations();
        for (Mark mark : marks) {
            try {
                if (mark.line() > 0 && mark.line() <= document.getNumberOfLines()) {
                    int offset = document.getLineOffset(mark.line() - 1);
                    annotations.addAnnotation(new Annotation(mark.error() ? MarkAccess.ERROR : MarkAccess.WARNING, false, mark.text()),
                            new Position(offset, Math.max(1, lineLength(mark.line() - 1))));
                }
            } catch (BadLocationException gone) {
                // The text has changed meanwhile: the next check is on its way.
            }
        }
    }

    private int lineLength(int line) throws BadLocationException {
        String end = document.getLineDelimiter(line);
        return document.getLineLength(line) - (end == null ? 0 : end.length());
    }

    /** @param line counted from 1 */
    void goTo(int line) {
        try {
            int at = Math.clamp(line - 1L, 0, document.getNumberOfLines() - 1);
            viewer.setSelectedRange(document.getLineOffset(at), lineLength(at));
            viewer.revealRange(document.getLineOffset(at), lineLength(at));
        } catch (BadLocationException impossible) {
            throw new IllegalStateException(impossible);
        }
        viewer.getTextWidget().setFocus();
    }

    private void assist() {
        KeyStroke trigger;
        try {
            trigger = KeyStroke.getInstance("Ctrl+Space");
        } catch (ParseException impossible) {
            throw new IllegalStateException(impossible);
        }
        StyledText text = viewer.getTextWidget();
        IContentProposalProvider provider = (contents, position) -> proposals.apply(contents, position).stream().map(Offer::new).toArray(IContentProposal[]::new);
        ContentProposalAdapter adapter = new ContentProposalAdapter(text, new AtCaret(), provider, trigger, null);
        adapter.setProposalAcceptanceStyle(ContentProposalAdapter.PROPOSAL_INSERT);
        adapter.setFilterStyle(ContentProposalAdapter.FILTER_NONE);
        adapter.setPopupSize(new Point(560, 220));
        adapter.addContentProposalListener((IContentProposal accepted) -> {
            Proposal proposal = ((Offer) accepted).proposal;
            int caret = text.getCaretOffset();
            try {
                document.replace(proposal.from(), Math.max(0, caret - proposal.from()), proposal.text());
                viewer.setSelectedRange(proposal.from() + proposal.text().length(), 0);
            } catch (BadLocationException changedMeanwhile) {
                getDisplay().beep();
            }
        });
    }

    /** The pop-up stands at the caret only when it is told to insert; what is written is for the listener to say. */
    private static final class AtCaret extends StyledTextContents {
        @Override
        public void insertControlContents(Control control, String contents, int cursorPosition) {
            // A proposal replaces what is typed of it: see the listener.
        }
    }

    /** One proposal as the platform's pop-up takes it. */
    private static final class Offer extends ContentProposal {
        private final Proposal proposal;

        Offer(Proposal proposal) {
            super(proposal.text(), proposal.meaning().isEmpty() ? proposal.label() : proposal.label() + "  –  " + proposal.meaning(), null);
            this.proposal = proposal;
        }
    }

    @Override
    public boolean setFocus() {
        return viewer.getTextWidget().setFocus();
    }

    /** For listeners of keys and menus. */
    StyledText widget() {
        return viewer.getTextWidget();
    }
}
