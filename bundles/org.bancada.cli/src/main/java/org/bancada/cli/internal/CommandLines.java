package org.bancada.cli.internal;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;

import org.bancada.cli.Invocation;
import org.bancada.cli.UsageException;
import org.bancada.cli.Verb;
import org.bancada.core.Messages;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

import picocli.CommandLine.ParameterException;

/** Finds the verb that a command line names, fills it, runs it, and says what went wrong. */
@Component(service = CommandLines.class)
public final class CommandLines {
    /** As in guest snapshot create. */
    private static final int MOST_WORDS = 3;
    private static final Messages TEXT = Messages.beside(CommandLines.class);
    private static final System.Logger LOG = System.getLogger(CommandLines.class.getName());

    private final VerbSource verbs;
    private final String version;

    @Activate
    public CommandLines(BundleContext context) {
        this(new VerbServices(context), FrameworkUtil.getBundle(CommandLines.class).getVersion().toString());
    }

    public CommandLines(VerbSource verbs, String version) {
        this.verbs = verbs;
        this.version = version;
    }

    /**
     * Runs one command line.
     *
     * @return the exit code: 0 done, 1 failed, 2 usage
     * @throws DataInUseException when another process owns the data folder
     * @throws TryAgainException when this process cannot do it for the one that asked
     */
    public int run(List<String> arguments, Invocation invocation) {
        try {
            return dispatch(arguments, invocation);
        } catch (UsageException wrong) {
            complain(invocation, wrong.getMessage());
            return Verb.USAGE;
        } catch (ProblemException failed) {
            complain(invocation, sentence(failed.problem()));
        } catch (CancellationException asked) {
            complain(invocation, invocation.text(TEXT, "cancelled"));
        } catch (IOException | UncheckedIOException failed) {
            complain(invocation, invocation.text(TEXT, "io.failed", String.valueOf(failed.getMessage())));
        } catch (DataInUseException | TryAgainException elsewhere) {
            throw elsewhere;
        } catch (RuntimeException | Error defect) {
            // A defect in one verb must not end a station, and whoever asked must hear of it.
            LOG.log(System.Logger.Level.ERROR, "verb " + arguments, defect);
            complain(invocation, invocation.text(TEXT, "defect", defect.toString()));
        } finally {
            invocation.terminal().out().flush();
            invocation.terminal().err().flush();
        }
        return Verb.FAILED;
    }

    private int dispatch(List<String> arguments, Invocation invocation) throws UsageException, ProblemException, IOException {
        PrintStream out = invocation.terminal().out();
        String first = arguments.isEmpty() ? "" : arguments.getFirst();
        if (first.equals("--version") || first.equals("-V")) {
            out.println("bancada " + version);
            return Verb.DONE;
        }
        if (first.equals("help") && arguments.size() > 1) {
            List<String> asked = new ArrayList<>(arguments.subList(1, arguments.size()));
            asked.add("--help");
            return dispatch(asked, invocation);
        }
        SortedSet<String> words = verbs.words();
        if (isHelp(first) || first.equals("help") || first.isEmpty()) {
            PrintStream where = first.isEmpty() ? invocation.terminal().err() : out;
            where.print(usage(words::contains, "usage.verbs", invocation));
            return first.isEmpty() ? Verb.USAGE : Verb.DONE;
        }
        for (int length = Math.min(MOST_WORDS, arguments.size()); length > 0; length--) {
            String name = String.join(" ", arguments.subList(0, length));
            if (words.contains(name)) {
                return run(name, arguments.subList(length, arguments.size()), invocation);
            }
        }
        return group(arguments, words, invocation);
    }

    /** The words that were given begin verbs, or nothing at all. */
    private int group(List<String> arguments, SortedSet<String> words, Invocation invocation) throws UsageException {
        String group = arguments.getFirst();
        if (words.stream().noneMatch(w -> w.startsWith(group + " "))) {
            throw new UsageException(invocation.text(TEXT, "verb.unknown", group));
        }
        String deeper = arguments.size() > 1 ? group + " " + arguments.get(1) : group;
        boolean isDeeper = words.stream().anyMatch(w -> w.startsWith(deeper + " "));
        String begun = isDeeper ? deeper : group;
        List<String> rest = arguments.subList(begun.split(" ").length, arguments.size());
        if (rest.isEmpty() || isHelp(rest.getFirst())) {
            PrintStream where = rest.isEmpty() ? invocation.terminal().err() : invocation.terminal().out();
            where.print(usage(w -> w.startsWith(begun + " "), "usage.group", invocation));
            return rest.isEmpty() ? Verb.USAGE : Verb.DONE;
        }
        throw new UsageException(invocation.text(TEXT, "verb.unknown.in.group", begun + " " + rest.getFirst(), begun));
    }

    private int run(String name, List<String> arguments, Invocation invocation) throws UsageException, ProblemException, IOException {
        Verb verb = verbs.verb(name).orElseThrow(() -> new UsageException(invocation.text(TEXT, "verb.unknown", name)));
        VerbLine line = VerbLine.of(name, verb, invocation);
        try {
            line.parse(arguments);
        } catch (ParameterException wrong) {
            throw new UsageException(VerbLine.explain(wrong, invocation) + "\n" + invocation.text(TEXT, "usage.see", "bancada " + name + " --help"));
        }
        if (line.helpRequested()) {
            line.printUsage(invocation.terminal().out());
            return Verb.DONE;
        }
        return verb.run(invocation);
    }

    private String usage(Predicate<String> which, String headingKey, Invocation invocation) {
        StringBuilder text = new StringBuilder(invocation.text(TEXT, headingKey)).append("\n\n");
        List<String> names = verbs.words().stream().filter(which).toList();
        int width = names.stream().mapToInt(String::length).max().orElse(0);
        for (String name : names) {
            String header = verbs.verb(name).map(v -> VerbLine.of(name, v, invocation).header()).orElse("");
            text.append("  ").append(name).append(" ".repeat(width - name.length() + 2)).append(header).append('\n');
        }
        return text.append('\n').append(invocation.text(TEXT, "usage.common")).append('\n').toString();
    }

    private static boolean isHelp(String word) {
        return word.equals("--help") || word.equals("-h");
    }

    /** What failed; where; what to do next. */
    private static String sentence(Problem problem) {
        StringBuilder text = new StringBuilder(problem.where().isEmpty() ? "" : problem.where() + ": ").append(problem.what());
        if (!problem.cure().isEmpty()) {
            text.append(text.charAt(text.length() - 1) == '.' ? " " : ". ").append(problem.cure());
        }
        return text.toString();
    }

    private static void complain(Invocation invocation, String message) {
        invocation.terminal().out().flush();
        invocation.terminal().err().println("bancada: " + message);
    }
}
