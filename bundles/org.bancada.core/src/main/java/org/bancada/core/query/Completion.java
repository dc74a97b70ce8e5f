package org.bancada.core.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

import org.bancada.core.NaturalOrder;
import org.bancada.core.query.Lexer.Kind;
import org.bancada.core.query.Lexer.Token;

/** What could stand at the caret of a query that is being typed: fields, operators, values. Never fails, whatever was typed. */
public final class Completion {
    private static final int MOST = 50;

    /** What a proposal is. */
    public enum Role {
        FIELD, OPERATOR, VALUE
    }

    /**
     * One thing that could stand there.
     *
     * @param label what a list shows
     * @param insert replaces the query's characters from {@code from} (inclusive) to {@code to} (exclusive)
     */
    public record Proposal(Role role, String label, String insert, int from, int to) {

        /** The query after the proposal was taken; the caret then stands behind the inserted text. */
        public String applyTo(String text) {
            return text.substring(0, from) + insert + text.substring(to);
        }
    }

    private enum State {
        TERM, AFTER_FIELD, VALUE, LIST_VALUE, AFTER_TERM
    }

    private final Collection<String> fields;
    private final Function<String, ? extends Collection<String>> values;

    /**
     * @param fields names of the known fields, in the order in which they are offered
     * @param values known values of a field; asked only when the caret stands at one
     */
    public Completion(Collection<String> fields, Function<String, ? extends Collection<String>> values) {
        this.fields = List.copyOf(fields);
        this.values = values;
    }

    /** @param caret 0-based index of the character before which the caret stands */
    public List<Proposal> at(String text, int caret) {
        int at = Math.clamp(caret, 0, text.length());
        if (text.length() > Parser.LONGEST) {
            return List.of();
        }
        List<Token> before = Lexer.tokens(text.substring(0, at));
        before.removeLast();
        return new Caret(text, at, before).proposals();
    }

    /** One question: walks over the tokens before the caret and remembers what may follow. */
    private final class Caret {
        private final String text;
        private final int caret;
        private final List<Token> tokens;
        private State state = State.TERM;
        private String field = "";
        /** First token of the literal that ends at the caret, -1 when none does. */
        private int literal = -1;
        private int brackets;
        private int listBrackets = -1;

        Caret(String text, int caret, List<Token> tokens) {
            this.text = text;
            this.caret = caret;
            this.tokens = tokens;
        }

        List<Proposal> proposals() {
            for (int i = 0; i < tokens.size(); i++) {
                walk(i);
            }
            boolean touching = !tokens.isEmpty() && tokens.getLast().end() == caret;
            Kind last = tokens.isEmpty() ? Kind.END : tokens.getLast().kind();
            boolean keyword = touching && (last == Kind.AND || last == Kind.OR || last == Kind.NOT);
            if (literal >= 0 && (touching || last == Kind.OPEN_QUOTE)) {
                return typing();
            }
            if (keyword) {
                return operators(tokens.getLast().start(), "and", "or", "not");
            }
            State here = literal >= 0 && (state == State.VALUE || state == State.LIST_VALUE) ? State.AFTER_TERM : state;
            return switch (here) {
                case TERM -> Stream.concat(fieldProposals("", caret).stream(), operators(caret, "not").stream()).toList();
                case VALUE, LIST_VALUE -> valueProposals("", caret);
                case AFTER_FIELD -> Stream.concat(signs().stream(), operators(caret, "and", "or").stream()).toList();
                case AFTER_TERM -> operators(caret, "and", "or");
            };
        }

        private void walk(int index) {
            Token token = tokens.get(index);
            switch (token.kind()) {
                case WORD, QUOTED, OPEN_QUOTE -> text(index);
                case COLON, OPERATOR -> {
                    if (state == State.AFTER_FIELD || state == State.VALUE && literal < 0) {
                        field = state == State.AFTER_FIELD ? String.join("*", tokens.get(index - 1).parts()) : field;
                        state = State.VALUE;
                        literal = -1;
                    }
                }
                case OPEN -> {
                    brackets++;
                    if (state == State.VALUE && literal < 0) {
                        listBrackets = brackets;
                        state = State.LIST_VALUE;
                    }
                    literal = -1;
                }
                case CLOSE -> {
                    listBrackets = brackets == listBrackets ? -1 : listBrackets;
                    brackets--;
                    state = State.AFTER_TERM;
                    literal = -1;
                }
                case AND, OR, NOT -> {
                    state = listBrackets > 0 ? State.LIST_VALUE : State.TERM;
                    literal = -1;
                }
                default -> literal = -1;
            }
        }

        private void text(int index) {
            literal = literal < 0 ? index : literal;
            if (state == State.TERM) {
                state = State.AFTER_FIELD;
            } else if (state == State.AFTER_TERM) {
                state = State.AFTER_FIELD;
                literal = index;
            }
        }

        /** The caret stands in or right behind a word. */
        private List<Proposal> typing() {
            if (state == State.VALUE || state == State.LIST_VALUE) {
                return valueProposals(typed(literal), tokens.get(literal).start());
            }
            Token last = tokens.getLast();
            String prefix = typed(tokens.size() - 1);
            List<Proposal> found = new ArrayList<>(fieldProposals(prefix, last.start()));
            if (literal < tokens.size() - 1) {
                found.addAll(operators(last.start(), "and", "or"));
            } else if (last.kind() == Kind.WORD) {
                found.addAll(operators(last.start(), "not"));
            }
            return found;
        }

        private String typed(int from) {
            StringBuilder typed = new StringBuilder();
            for (Token token : tokens.subList(from, tokens.size())) {
                typed.append(typed.isEmpty() ? "" : " ").append(token.kind() == Kind.COLON ? ":" : String.join("*", token.parts()));
            }
            return typed.toString();
        }

        private List<Proposal> fieldProposals(String prefix, int from) {
            return ranked(fields, prefix, false)
                    .map(f -> new Proposal(Role.FIELD, f, QuerySyntax.quote(f) + ": ", from, endOfWord())).toList();
        }

        private List<Proposal> valueProposals(String prefix, int from) {
            Collection<String> known = field.indexOf('*') >= 0 ? List.of() : values.apply(field);
            return ranked(known == null ? List.of() : known, prefix, true)
                    .map(v -> new Proposal(Role.VALUE, v, QuerySyntax.quote(v), from, endOfWord())).toList();
        }

        private List<Proposal> operators(int from, String... words) {
            String prefix = text.substring(from, caret).toLowerCase(Locale.ROOT);
            return Stream.of(words).filter(w -> w.startsWith(prefix))
                    .map(w -> new Proposal(Role.OPERATOR, w, w + " ", from, endOfWord())).toList();
        }

        private List<Proposal> signs() {
            return Stream.of(":", ">=", "<=", ">", "<")
                    .map(s -> new Proposal(Role.OPERATOR, s, s + " ", caret, caret)).toList();
        }

        /** What is typed behind the caret belongs to the same word and is replaced too. */
        private int endOfWord() {
            int end = caret;
            boolean quoted = !tokens.isEmpty() && tokens.getLast().kind() == Kind.OPEN_QUOTE;
            if (quoted) {
                int close = text.indexOf('"', caret);
                return close < 0 ? caret : close + 1;
            }
            while (end < text.length() && !Lexer.isBlank(text.charAt(end)) && !Lexer.isSpecial(text.charAt(end))) {
                end++;
            }
            return end;
        }
    }

    /** Those that begin with what was typed, then those that hold it; each once. */
    private static Stream<String> ranked(Collection<String> known, String typed, boolean sorted) {
        String wanted = typed.toLowerCase(Locale.ROOT);
        List<String> all = new ArrayList<>(known);
        if (sorted) {
            all.sort(Comparator.nullsLast(NaturalOrder.INSTANCE));
        }
        Set<String> found = new LinkedHashSet<>();
        for (boolean first : new boolean[] {true, false}) {
            for (String one : all) {
                int at = one == null || one.isEmpty() ? -1 : one.toLowerCase(Locale.ROOT).indexOf(wanted);
                if (first ? at == 0 : at > 0) {
                    found.add(one);
                }
            }
        }
        return found.stream().limit(MOST);
    }
}
