package org.bancada.ui.profile;

import java.util.Iterator;
import java.util.StringJoiner;

import org.eclipse.jface.text.DefaultInformationControl;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.IInformationControlCreator;
import org.eclipse.jface.text.IRegion;
import org.eclipse.jface.text.ITextHover;
import org.eclipse.jface.text.ITextViewer;
import org.eclipse.jface.text.Position;
import org.eclipse.jface.text.Region;
import org.eclipse.jface.text.TextAttribute;
import org.eclipse.jface.text.presentation.IPresentationReconciler;
import org.eclipse.jface.text.presentation.PresentationReconciler;
import org.eclipse.jface.text.rules.DefaultDamagerRepairer;
import org.eclipse.jface.text.rules.ICharacterScanner;
import org.eclipse.jface.text.rules.IRule;
import org.eclipse.jface.text.rules.IToken;
import org.eclipse.jface.text.rules.RuleBasedScanner;
import org.eclipse.jface.text.rules.Token;
import org.eclipse.jface.text.source.Annotation;
import org.eclipse.jface.text.source.AnnotationModel;
import org.eclipse.jface.text.source.ISourceViewer;
import org.eclipse.jface.text.source.SourceViewerConfiguration;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;

/** How a profile looks: keys and comments in their colours, what is wrong on hover. */
final class ProfileLook extends SourceViewerConfiguration {
    /** Both read well on light and on dark ground. */
    private static final Color COMMENT = new Color(120, 140, 120);
    private static final Color KEY = new Color(70, 130, 200);
    private final AnnotationModel annotations;

    ProfileLook(AnnotationModel annotations) {
        this.annotations = annotations;
    }

    @Override
    public IPresentationReconciler getPresentationReconciler(ISourceViewer viewer) {
        RuleBasedScanner scanner = new RuleBasedScanner();
        scanner.setRules(new IRule[] {new LineRule(new Token(new TextAttribute(COMMENT, null, SWT.ITALIC)), new Token(new TextAttribute(KEY)))});
        DefaultDamagerRepairer repairer = new DefaultDamagerRepairer(scanner);
        PresentationReconciler reconciler = new PresentationReconciler();
        reconciler.setDamager(repairer, IDocument.DEFAULT_CONTENT_TYPE);
        reconciler.setRepairer(repairer, IDocument.DEFAULT_CONTENT_TYPE);
        return reconciler;
    }

    /** From the beginning of a line: a comment to its end, or a key to its {@code =}. */
    private record LineRule(IToken comment, IToken key) implements IRule {
        @Override
        public IToken evaluate(ICharacterScanner scanner) {
            if (scanner.getColumn() != 0) {
                return Token.UNDEFINED;
            }
            int c = scanner.read();
            boolean isComment = c == '#';
            int read = 1;
            while (c != ICharacterScanner.EOF && c != '\n' && (isComment || c != '=')) {
                c = scanner.read();
                read++;
            }
            scanner.unread();
            if (read == 1) {
                return Token.UNDEFINED;
            }
            return isComment ? comment : c == '=' ? key : Token.WHITESPACE;
        }
    }

    @Override
    public ITextHover getTextHover(ISourceViewer viewer, String contentType) {
        return new ITextHover() {
            @Override
            public String getHoverInfo(ITextViewer shown, IRegion region) {
                return textAt(region.getOffset());
            }

            @Override
            public IRegion getHoverRegion(ITextViewer shown, int offset) {
                for (Iterator<Annotation> all = annotations.getAnnotationIterator(); all.hasNext();) {
                    Position position = annotations.getPosition(all.next());
                    if (position != null && position.includes(offset)) {
                        return new Region(position.getOffset(), position.getLength());
                    }
                }
                return null;
            }
        };
    }

    /** Everything that is wrong at a place; null for nothing, so that nothing is shown. */
    private String textAt(int offset) {
        StringJoiner texts = new StringJoiner("\n");
        texts.setEmptyValue("");
        for (Iterator<Annotation> all = annotations.getAnnotationIterator(); all.hasNext();) {
            Annotation annotation = all.next();
            Position position = annotations.getPosition(annotation);
            if (position != null && position.includes(offset)) {
                texts.add(annotation.getText());
            }
        }
        return texts.length() == 0 ? null : texts.toString();
    }

    /** Without the platform's line about F2. */
    @Override
    public IInformationControlCreator getInformationControlCreator(ISourceViewer viewer) {
        return shell -> new DefaultInformationControl(shell, (String) null);
    }
}
