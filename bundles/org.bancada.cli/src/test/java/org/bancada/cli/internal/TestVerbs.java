package org.bancada.cli.internal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

import org.bancada.cli.Invocation;
import org.bancada.cli.Terminal;
import org.bancada.cli.UsageException;
import org.bancada.cli.Verb;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.core.SimpleProgress;
import org.bancada.store.OpenDataFolder;

import picocli.CommandLine.Command;

/** Verbs and engines for a test, without a framework, and what was printed. */
public final class TestVerbs implements VerbSource, HeldEngines {
    private final Map<String, Supplier<Verb>> verbs = new TreeMap<>();
    private final Map<Class<?>, Object> engines = new HashMap<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    public final SimpleProgress progress = new SimpleProgress();
    public Locale locale = Locale.ENGLISH;
    public boolean asks;
    public boolean live;
    public int columns;
    public int rows;
    public boolean stays = true;
    public InputStream in = InputStream.nullInputStream();

    public TestVerbs verb(String words, Supplier<Verb> verb) {
        verbs.put(words, verb);
        return this;
    }

    /** Adds a verb without options. */
    public TestVerbs does(String words, Verb body) {
        return verb(words, () -> new Scripted(body));
    }

    public <T> TestVerbs engine(Class<T> type, T engine) {
        engines.put(type, engine);
        return this;
    }

    public TestVerbs types(String text) {
        in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        asks = true;
        return this;
    }

    public int run(String... arguments) {
        return new CommandLines(this, "9.9").run(List.of(arguments), invocation());
    }

    public Invocation invocation() {
        Terminal terminal = new Terminal(in, new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8),
                columns, rows, asks, live);
        return new Invocation(Path.of("/work/dir"), terminal, locale, progress, this);
    }

    /** What was printed since the last call. */
    public String out() {
        String text = out.toString(StandardCharsets.UTF_8);
        out.reset();
        return text;
    }

    public String err() {
        String text = err.toString(StandardCharsets.UTF_8);
        err.reset();
        return text;
    }

    @Override
    public OpenDataFolder takeForRepair() {
        return (OpenDataFolder) engines.get(OpenDataFolder.class);
    }

    @Override
    public SortedSet<String> words() {
        return new TreeSet<>(verbs.keySet());
    }

    @Override
    public Optional<Verb> verb(String words) {
        return Optional.ofNullable(verbs.get(words)).map(Supplier::get);
    }

    @Override
    public <T> T get(Class<T> type) throws ProblemException {
        if (!engines.containsKey(type)) {
            throw new ProblemException(new Problem("no engine", type.getSimpleName(), "Try again."));
        }
        return type.cast(engines.get(type));
    }

    @Override
    public boolean stay() {
        return stays;
    }

    @Override
    public void takeAsStation() {
        stays = true;
    }

    @Override
    public boolean showInWorkbench() {
        return false;
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    @Command
    private static final class Scripted implements Verb {
        private final Verb body;

        Scripted(Verb body) {
            this.body = body;
        }

        @Override
        public int run(Invocation invocation) throws UsageException, ProblemException, IOException {
            return body.run(invocation);
        }
    }
}
