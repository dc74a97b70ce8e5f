package org.bancada.ui.kit;

import java.util.HashMap;
import java.util.Map;

import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Control;

/** The pictures of {@code icons/}, by their file name without ending; they live as long as the control. */
public final class Icons {
    private final LocalResourceManager resources;
    private final Map<String, Image> images = new HashMap<>();

    public Icons(Control owner) {
        resources = new LocalResourceManager(JFaceResources.getResources(), owner);
    }

    public Image get(String name) {
        return images.computeIfAbsent(name, wanted -> resources.get(descriptor(wanted)));
    }

    public static ImageDescriptor descriptor(String name) {
        return ImageDescriptor.createFromURL(Icons.class.getResource("/icons/" + name + ".svg"));
    }
}
