package org.bancada.ui.log;

import java.util.List;

import org.bancada.log.LogStore;
import org.bancada.ui.kit.EngineView;
import org.bancada.ui.kit.Services;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;

/** Searching the logs. */
public final class DiscoverView extends EngineView {
    public static final String ID = "org.bancada.ui.log.discover";
    private Discover body;

    @Override
    protected List<Class<?>> needs() {
        return List.of(LogStore.class);
    }

    @Override
    protected Control body(Composite owner, Services engines) {
        body = new Discover(owner, engines.get(LogStore.class), settings());
        return body;
    }

    /** Null until the engines are there. */
    Discover body() {
        return hasBody() ? body : null;
    }
}
