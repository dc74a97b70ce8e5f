package org.bancada.core.query;

import java.util.ArrayList;
import java.util.List;

import org.bancada.core.Messages;
import org.bancada.core.query.Lexer.Kind;
import org.bancada.core.query.Lexer.Token;

/** Recursive descent over the tokens, in the order of Kibana's grammar: or, and, not, brackets, single expression. */
final class Parser {
    static final int LONGEST = 65_536;
    static final int DEEPEST = 100;
    static final int MOST_TERMS = 2_000;
    private static final Messages MESSAGES = Messages.beside(Parser.class);

    private final String text;
    private final List<Token> tokens;
    private int at;
    private int depth;
    private int terms;

    private Parser(String text) {
        this.text = text;
        this.tokens = Lexer.tokens(text);
    }

    static Expr parse(String text) throws QueryException {
        if (text.length() > LONGEST) {
            throw error(LONGEST, "too.long", LONGEST);
        }
        Parser parser = new Parser(text);
        if (parser.peek().kind() == Kind.END) {
            return new Expr.Everything();
        }
        Expr expr = parser.or(null);
        if (parser.peek().kind() != Kind.END) {
            throw parser.unexpected();
        }
        return expr;
    }

    /** @param field the field of the value list that is being read, null outside of one */
    private Expr or(Text field) throws QueryException {
        if (++depth > DEEPEST) {
            throw error(peek().start(), "too.deep", DEEPEST);
        }
        List<Expr> any = new ArrayList<>(List.of(and(field)));
        while (take(Kind.OR)) {
            any.add(and(field));
        }
        depth--;
        return any.size() == 1 ? any.getFirst() : new Expr.Or(any);
    }

    private Expr and(Text field) throws QueryException {
        List<Expr> all = new ArrayList<>(List.of(not(field)));
        while (take(Kind.AND)) {
            all.add(not(field));
        }
        return all.size() == 1 ? all.getFirst() : new Expr.And(all);
    }

    private Expr not(Text field) throws QueryException {
        if (!take(Kind.NOT)) {
            return single(field);
        }
        if (++depth > DEEPEST) {
            throw error(peek().start(), "too.deep", DEEPEST);
        }
        Expr negated = new Expr.Not(not(field));
        depth--;
        return negated;
    }

    private Expr single(Text field) throws QueryException {
        Token token = peek();
        if (token.kind() == Kind.OPEN) {
            at++;
            return closed(or(field), token);
        }
        if (++terms > MOST_TERMS) {
            throw error(token.start(), "too.many", MOST_TERMS);
        }
        if (field != null) {
            return is(field, value());
        }
        int first = at;
        Text left = literal();
        if (peek().kind() == Kind.COLON || peek().kind() == Kind.OPERATOR) {
            if (at - first > 1) {
                throw missingOperator(tokens.get(at - 1));
            }
            return right(left);
        }
        return left.isEverything() ? new Expr.Everything() : new Expr.FreeText(left);
    }

    private Expr right(Text field) throws QueryException {
        take(Kind.COLON);
        Token token = peek();
        switch (token.kind()) {
            case OPERATOR:
                at++;
                return range(field, text.substring(token.start(), token.end()));
            case OPEN:
                at++;
                return closed(or(field), token);
            case BRACE:
                throw error(token.start(), "nested");
            default:
                return is(field, value());
        }
    }

    private Expr range(Text field, String sign) throws QueryException {
        int start = peek().start();
        Text value = value();
        if (value.hasWildcard()) {
            throw error(start, "wildcard.range", sign);
        }
        for (Expr.Operator operator : Expr.Operator.values()) {
            if (operator.sign().equals(sign)) {
                return new Expr.Range(field, operator, value);
            }
        }
        throw new IllegalStateException(sign);
    }

    private static Expr is(Text field, Text value) {
        if (!value.isEverything()) {
            return new Expr.Is(field, value);
        }
        return field.isEverything() ? new Expr.Everything() : new Expr.Exists(field);
    }

    private Expr closed(Expr inner, Token open) throws QueryException {
        if (take(Kind.CLOSE)) {
            return inner;
        }
        throw peek().kind() == Kind.END ? error(open.start(), "bracket.open") : unexpected();
    }

    /** A value: a literal whose first word may hold colons, as times and MAC addresses do. */
    private Text value() throws QueryException {
        int first = at;
        while (peek().kind() == Kind.WORD && at + 2 < tokens.size() && glued(at) && glued(at + 1)
                && tokens.get(at + 1).kind() == Kind.COLON && tokens.get(at + 2).kind() == Kind.WORD) {
            at += 2;
        }
        if (at == first) {
            return literal();
        }
        List<Token> pieces = tokens.subList(first, at);
        Text rest = literal();
        List<String> parts = new ArrayList<>(List.of(""));
        for (Token piece : pieces) {
            append(parts, piece.kind() == Kind.COLON ? List.of(":") : piece.parts());
        }
        append(parts, rest.parts());
        return new Text(parts, false);
    }

    private boolean glued(int index) {
        return tokens.get(index).end() == tokens.get(index + 1).start();
    }

    private Text literal() throws QueryException {
        Token token = peek();
        if (token.kind() == Kind.QUOTED) {
            at++;
            return new Text(token.parts(), true);
        }
        if (token.kind() != Kind.WORD) {
            throw missingText(token);
        }
        List<String> parts = new ArrayList<>(token.parts());
        at++;
        while (peek().kind() == Kind.WORD) {
            append(parts, List.of(" "));
            append(parts, peek().parts());
            at++;
        }
        return new Text(parts, false);
    }

    private static void append(List<String> parts, List<String> more) {
        parts.set(parts.size() - 1, parts.getLast() + more.getFirst());
        parts.addAll(more.subList(1, more.size()));
    }

    private Token peek() {
        return tokens.get(at);
    }

    private boolean take(Kind kind) {
        boolean there = peek().kind() == kind;
        if (there) {
            at++;
        }
        return there;
    }

    private QueryException missingText(Token token) {
        boolean afterField = at > 0 && (tokens.get(at - 1).kind() == Kind.COLON || tokens.get(at - 1).kind() == Kind.OPERATOR);
        return switch (token.kind()) {
            case OPEN_QUOTE -> error(token.start(), "quote.open");
            case BRACE -> error(token.start(), "nested");
            case AND, OR, NOT -> error(token.start(), "keyword", text.substring(token.start(), token.end()));
            case END -> error(token.start(), afterField ? "value.missing" : "term.missing");
            case COLON, OPERATOR -> error(token.start(), afterField ? "value.missing" : "field.missing");
            default -> error(token.start(), afterField ? "value.missing" : "term.missing");
        };
    }

    private QueryException unexpected() {
        Token token = peek();
        Token before = at == 0 ? token : tokens.get(at - 1);
        return switch (token.kind()) {
            case CLOSE -> error(token.start(), "bracket.close");
            case OPEN_QUOTE -> error(token.start(), "quote.open");
            case BRACE -> error(token.start(), "nested");
            case COLON, OPERATOR -> before.isText() && at > 1 && tokens.get(at - 2).isText() ? missingOperator(before)
                    : error(token.start(), "sign", text.substring(token.start(), token.end()));
            default -> missingOperator(token);
        };
    }

    private QueryException missingOperator(Token token) {
        return error(token.start(), "operator.missing", shortened(text.substring(token.start(), token.end())));
    }

    private static String shortened(String word) {
        return word.length() <= 40 ? word : word.substring(0, 40) + "…";
    }

    private static QueryException error(int position, String key, Object... arguments) {
        return new QueryException(MESSAGES.text(key, arguments), position);
    }
}
