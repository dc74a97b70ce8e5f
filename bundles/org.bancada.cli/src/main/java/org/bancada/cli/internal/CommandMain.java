package org.bancada.cli.internal;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

import org.bancada.cli.Invocation;
import org.bancada.cli.Terminal;
import org.bancada.cli.Verb;
import org.bancada.core.SimpleProgress;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * What the launcher calls, across class loaders, therefore with types of the JDK alone. The map holds {@code arguments} (list of text),
 * {@code directory}, {@code data} and {@code home} (paths), {@code in}, {@code out} and {@code err} (streams), {@code columns} and {@code rows} (Integer),
 * {@code inputTerminal}, {@code outputTerminal} and {@code mayHandOver} (Boolean), {@code language} (BCP 47 tag) and {@code onCancel}, a
 * {@code Consumer<Runnable>} that takes what stops the command. The result is the exit code, or {@link #HAND_OVER} when another process
 * owns the data folder and the launcher may ask that one.
 */
@Component(service = ToIntFunction.class, property = "bancada.main:Boolean=true")
public final class CommandMain implements ToIntFunction<Map<String, Object>> {
    static final int HAND_OVER = -1;

    private final BundleContext context;
    private final CommandLines lines;

    @Activate
    public CommandMain(BundleContext context, @Reference CommandLines lines) {
        this.context = context;
        this.lines = lines;
    }

    @Override
    @SuppressWarnings("unchecked")
    public int applyAsInt(Map<String, Object> map) {
        SimpleProgress progress = new SimpleProgress();
        ((Consumer<Runnable>) map.get("onCancel")).accept(progress::cancel);
        Terminal terminal = new Terminal((InputStream) map.get("in"), CancellingOutput.print((OutputStream) map.get("out"), progress),
                CancellingOutput.print((OutputStream) map.get("err"), progress), (Integer) map.get("columns"),
                (Integer) map.get("rows"), (Boolean) map.get("inputTerminal"), (Boolean) map.get("outputTerminal"));
        Locale locale = Locale.forLanguageTag((String) map.get("language"));
        try (OwnedData engines = new OwnedData(context, (Path) map.get("home"), (Path) map.get("data"), progress)) {
            Invocation invocation = new Invocation((Path) map.get("directory"), terminal, locale, progress, engines);
            return lines.run((List<String>) map.get("arguments"), invocation);
        } catch (DataInUseException owned) {
            if ((Boolean) map.get("mayHandOver")) {
                return HAND_OVER;
            }
            terminal.err().println("bancada: " + owned.getMessage());
            return Verb.FAILED;
        }
    }
}
