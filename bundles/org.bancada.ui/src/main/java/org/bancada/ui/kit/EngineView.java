package org.bancada.ui.kit;

import java.util.List;

import org.eclipse.jface.dialogs.IDialogSettings;
import org.eclipse.jface.viewers.ISelectionProvider;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.ui.IMemento;
import org.eclipse.ui.contexts.IContextService;
import org.eclipse.ui.part.ViewPart;

/** A view whose body needs engines: says "starting" until they are there, and again when one goes away. */
public abstract class EngineView extends ViewPart {
    /** The context of keys that work in every view of this program. */
    private static final String KEYS = "org.bancada.ui.views";
    private static final int PATIENCE_MS = 8_000;
    private final StackLayout stack = new StackLayout();
    private final ViewSelection selection = new ViewSelection();
    private Composite parent;
    private Services services;
    private Control body;
    private EmptyState waiting;

    /** The services that the body is made with. */
    protected abstract List<Class<?>> needs();

    /** Makes the view's content; disposed of when a service goes away. */
    protected abstract Control body(Composite owner, Services engines);

    @Override
    public final void createPartControl(Composite owner) {
        parent = new Composite(owner, SWT.NONE);
        parent.setLayout(stack);
        waiting = new EmptyState(parent, "starting", KitText.get("starting"), "");
        stack.topControl = waiting;
        getSite().setSelectionProvider(selection);
        services = new Services(needs(), this::changed);
        update();
        owner.getDisplay().timerExec(PATIENCE_MS, this::update);
        getSite().getService(IContextService.class).activateContext(KEYS);
    }

    @Override
    public final void saveState(IMemento memento) {
        Kept.save();
    }

    private void changed() {
        if (!parent.isDisposed()) {
            parent.getDisplay().asyncExec(this::update);
        }
    }

    private void update() {
        if (parent.isDisposed()) {
            return;
        }
        List<String> missing = services == null ? List.of() : services.missing();
        if (services != null && missing.isEmpty()) {
            if (body == null) {
                body = body(parent, services);
                show(body);
            }
            return;
        }
        if (body != null) {
            body.dispose();
            body = null;
            selection.follow(null);
        }
        waiting.text(KitText.get("starting"), KitText.get("starting.missing", String.join(", ", missing)));
        show(waiting);
    }

    private void show(Control control) {
        stack.topControl = control;
        parent.layout(true, true);
    }

    /** Called by {@link #body} when something can be selected in it: the workbench's selection follows this. */
    protected final void selects(ISelectionProvider provider) {
        selection.follow(provider);
    }

    /** Where this view keeps widths, orders and what was typed last; read again at the next start. */
    protected final IDialogSettings settings() {
        return Kept.section(getSite().getId());
    }

    protected final boolean hasBody() {
        return body != null;
    }

    /** Also hands out the composite that holds whatever is shown. */
    @Override
    public <T> T getAdapter(Class<T> type) {
        return type == Composite.class ? type.cast(parent) : super.getAdapter(type);
    }

    @Override
    public void setFocus() {
        (body == null ? waiting : body).setFocus();
    }

    @Override
    public void dispose() {
        if (services != null) {
            services.close();
        }
        super.dispose();
    }
}
