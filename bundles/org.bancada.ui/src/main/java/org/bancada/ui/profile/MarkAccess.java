package org.bancada.ui.profile;

import org.eclipse.jface.text.source.Annotation;
import org.eclipse.jface.text.source.IAnnotationAccess;

/** Tells errors from warnings. */
final class MarkAccess implements IAnnotationAccess {
    static final String ERROR = "org.bancada.ui.profile.error";
    static final String WARNING = "org.bancada.ui.profile.warning";

    @Override
    public Object getType(Annotation annotation) {
        return annotation.getType();
    }

    @Override
    public boolean isMultiLine(Annotation annotation) {
        return false;
    }

    @Override
    public boolean isTemporary(Annotation annotation) {
        return true;
    }
}
