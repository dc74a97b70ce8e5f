package org.bancada.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.ResourceBundle;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

import org.bancada.cli.wire.Request;

/**
 * Runs one command: in the process that owns the data folder when there is one, else in this one, on an OSGi framework of its own.
 * Exit codes: 0 done, 1 failed, 2 usage.
 */
public final class Main {
    /** What the command function returns when another process took the data folder first. */
    private static final int HAND_OVER = -1;
    private static final int FAILED = 1;
    private static final int USAGE = 2;
    private static final long PATIENCE_NANOS = 15_000_000_000L;
    private static final long PAUSE_MILLIS = 50;

    private final Arguments arguments;
    private final Streams streams;
    private final Terminal terminal;
    private final Ending ending;

    private Main(Arguments arguments, Streams streams, Terminal terminal, Ending ending) {
        this.arguments = arguments;
        this.streams = streams;
        this.terminal = terminal;
        this.ending = ending;
    }

    public static void main(String[] words) {
        Streams streams = Streams.take();
        Locale.setDefault(Language.of(System.getenv()));
        Ending ending = new Ending();
        int code;
        try {
            Arguments arguments = Arguments.parse(List.of(words), System.getenv());
            code = new Main(arguments, streams, Terminal.look(System.getenv()), ending).run();
        } catch (Arguments.UsageException wrong) {
            complain(streams, text(wrong.getMessage()));
            code = USAGE;
        } catch (InterruptedException asked) {
            code = FAILED;
        }
        ending.exit(code);
    }

    private int run() throws InterruptedException {
        CommandClient client = new CommandClient(arguments.socket(), streams, ending);
        Request request = new Request(arguments.rest(), System.getProperty("user.dir"), terminal.columns(), terminal.rows(), terminal.input(),
                terminal.output(), Locale.getDefault().toLanguageTag());
        try {
            OptionalInt answer = client.run(request);
            return answer.isPresent() ? answer.getAsInt() : runHere(client, request);
        } catch (CommandClient.OwnerGoneException gone) {
            complain(streams, text("owner.gone", arguments.data()));
            return FAILED;
        } catch (IOException failed) {
            complain(streams, String.valueOf(failed.getMessage()));
            return FAILED;
        }
    }

    /** Several commands may start at once: one gets the data folder, the others find its socket a moment later. */
    private int runHere(CommandClient client, Request request) throws InterruptedException, CommandClient.OwnerGoneException, IOException {
        try (Headless headless = start()) {
            ToIntFunction<Map<String, Object>> main = headless.main();
            long deadline = System.nanoTime() + PATIENCE_NANOS;
            while (true) {
                int code = main.applyAsInt(invocation(request, System.nanoTime() < deadline));
                if (code != HAND_OVER) {
                    return code;
                }
                Thread.sleep(PAUSE_MILLIS);
                OptionalInt answer = client.run(request);
                if (answer.isPresent()) {
                    return answer.getAsInt();
                }
            }
        }
    }

    private Headless start() throws IOException {
        LogFormat.use(arguments.rest());
        try {
            Headless headless = Headless.start(arguments.home(), arguments.data());
            headless.complaints().forEach(complaint -> complain(streams, text("bundle.failed", complaint)));
            return headless;
        } catch (IOException incomplete) {
            throw new IOException(text("installation.incomplete", incomplete.getMessage(), arguments.home()), incomplete);
        }
    }

    /** The keys are documented where they are read, in {@code org.bancada.cli.internal.CommandMain}. */
    private Map<String, Object> invocation(Request request, boolean mayHandOver) {
        Map<String, Object> invocation = new HashMap<>();
        invocation.put("arguments", request.arguments());
        invocation.put("directory", Path.of(request.directory()));
        invocation.put("in", streams.in());
        invocation.put("out", streams.out());
        invocation.put("err", streams.err());
        invocation.put("columns", request.columns());
        invocation.put("rows", request.rows());
        invocation.put("inputTerminal", request.inputTerminal());
        invocation.put("outputTerminal", request.outputTerminal());
        invocation.put("language", request.language());
        invocation.put("data", arguments.data());
        invocation.put("home", arguments.home());
        invocation.put("mayHandOver", mayHandOver);
        Consumer<Runnable> onCancel = ending::onCancel;
        invocation.put("onCancel", onCancel);
        return invocation;
    }

    private static String text(String key, Object... values) {
        ResourceBundle texts = ResourceBundle.getBundle("org.bancada.launch.messages",
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        return new MessageFormat(texts.getString(key)).format(values);
    }

    private static void complain(Streams streams, String message) {
        try {
            streams.err().write(("bancada: " + message + System.lineSeparator()).getBytes(StandardCharsets.UTF_8));
        } catch (IOException nobodyListens) {
            // Standard error is closed: the exit code has to do.
        }
    }
}
