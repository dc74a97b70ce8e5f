package org.bancada.cli.internal;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.bancada.cli.Invocation;
import org.bancada.cli.Verb;
import org.bancada.core.Messages;

import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** A verb as picocli sees it: its texts in the person's language, its name below {@code bancada}. */
final class VerbLine {
    private static final Messages TEXT = Messages.beside(VerbLine.class);
    private static final int NARROWEST = 60;
    private static final int WIDEST = 110;
    private static final int USUAL = 80;

    private final List<String> words;
    private final CommandLine root;
    private final CommandLine leaf;

    private VerbLine(List<String> words, CommandLine root, CommandLine leaf) {
        this.words = words;
        this.root = root;
        this.leaf = leaf;
    }

    static VerbLine of(String name, Verb verb, Invocation invocation) {
        CommandSpec spec = CommandSpec.forAnnotatedObject(verb);
        spec.addOption(OptionSpec.builder("-h", "--help").usageHelp(true).descriptionKey("help").build());
        int columns = invocation.terminal().columns();
        spec.usageMessage().width(columns == 0 ? USUAL : Math.clamp(columns, NARROWEST, WIDEST));
        CommandLine leaf = new CommandLine(spec);
        CommandLine root = leaf;
        List<String> words = List.of(name.split(" "));
        for (String word : words.reversed()) {
            CommandSpec parent = CommandSpec.create();
            parent.addSubcommand(word, root);
            root = new CommandLine(parent);
        }
        root.setCommandName("bancada");
        leaf.setResourceBundle(new Texts(verb.getClass(), invocation.locale()));
        leaf.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
        leaf.registerConverter(Duration.class, new DurationText(invocation.locale()));
        return new VerbLine(words, root, leaf);
    }

    /** Fills the verb's fields. picocli wants to begin at the root, so the verb's own words come first. */
    void parse(List<String> arguments) {
        List<String> all = new ArrayList<>(words);
        all.addAll(arguments);
        root.parseArgs(all.toArray(String[]::new));
    }

    boolean helpRequested() {
        return leaf.isUsageHelpRequested();
    }

    void printUsage(PrintStream out) {
        leaf.usage(out);
    }

    /** The sentence that says what a verb does. */
    String header() {
        String[] header = leaf.getCommandSpec().usageMessage().header();
        return header.length == 0 ? "" : header[0];
    }

    static String explain(ParameterException wrong, Invocation invocation) {
        return switch (wrong) {
            case UnmatchedArgumentException e -> invocation.text(TEXT, e.isUnknownOption() ? "option.unknown" : "argument.surplus",
                    String.join(" ", e.getUnmatched()));
            case MissingParameterException e -> invocation.text(TEXT, "argument.missing",
                    e.getMissing().stream().map(VerbLine::label).collect(Collectors.joining(", ")));
            case OverwrittenOptionException e -> invocation.text(TEXT, "option.twice", label(e.getOverwritten()));
            case ParameterException e when e.getCause() instanceof TypeConversionException cause && e.getArgSpec() != null ->
                label(e.getArgSpec()) + ": " + cause.getMessage();
            case ParameterException e when e.getArgSpec() != null && e.getValue() != null ->
                invocation.text(TEXT, "argument.invalid", label(e.getArgSpec()), e.getValue());
            default -> wrong.getMessage();
        };
    }

    private static String label(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    /** The texts beside the verb; what they lack, such as the headings, comes from the texts beside this class. */
    private static final class Texts extends ResourceBundle {
        private final ResourceBundle own;

        Texts(Class<?> verb, Locale locale) {
            own = beside(verb, locale);
            setParent(beside(VerbLine.class, locale));
        }

        private static ResourceBundle beside(Class<?> type, Locale locale) {
            return ResourceBundle.getBundle(type.getPackageName() + ".messages", locale, type.getClassLoader(),
                    Control.getNoFallbackControl(Control.FORMAT_PROPERTIES));
        }

        @Override
        protected Object handleGetObject(String key) {
            try {
                return own.getObject(key);
            } catch (MissingResourceException shared) {
                return null;
            }
        }

        @Override
        public Enumeration<String> getKeys() {
            Set<String> keys = new TreeSet<>(own.keySet());
            keys.addAll(parent.keySet());
            return Collections.enumeration(keys);
        }
    }
}
