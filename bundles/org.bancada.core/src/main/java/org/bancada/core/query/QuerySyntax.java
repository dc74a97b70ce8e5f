package org.bancada.core.query;

import java.util.List;

import org.bancada.core.query.Lexer.Kind;

/** Writes queries: an expression as text, a value so that it means itself. */
public final class QuerySyntax {

    private QuerySyntax() {
    }

    /** The text that parses to exactly this expression. */
    public static String format(Expr expr) {
        StringBuilder text = new StringBuilder();
        write(expr, text);
        return text.toString();
    }

    /** A value as it must stand in a query to mean this text and nothing else: as it is when that is safe, else in quotes. */
    public static String quote(String value) {
        if (value.isEmpty() || Lexer.keyword(value) != Kind.WORD) {
            return phrase(value);
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (Lexer.isBlank(c) || Lexer.isSpecial(c) || c == '\\' || c == '*') {
                return phrase(value);
            }
        }
        return value;
    }

    /** The query for the records whose field has this very value. */
    public static String fieldIs(String field, String value) {
        return quote(field) + ": " + quote(value);
    }

    private static void write(Expr expr, StringBuilder out) {
        switch (expr) {
            case Expr.Everything everything -> out.append('*');
            case Expr.And and -> join(and.all(), " and ", out);
            case Expr.Or or -> join(or.any(), " or ", out);
            case Expr.Not not -> {
                out.append("not ");
                operand(not.of(), out);
            }
            case Expr.Exists exists -> out.append(name(exists.field())).append(": *");
            case Expr.Is is -> out.append(name(is.field())).append(": ").append(literal(is.value()));
            case Expr.Range range -> out.append(name(range.field())).append(' ').append(range.operator().sign()).append(' ')
                    .append(literal(range.value()));
            case Expr.FreeText free -> out.append(literal(free.value()));
        }
    }

    private static void join(List<Expr> operands, String word, StringBuilder out) {
        for (int i = 0; i < operands.size(); i++) {
            if (i > 0) {
                out.append(word);
            }
            operand(operands.get(i), out);
        }
    }

    private static void operand(Expr expr, StringBuilder out) {
        boolean list = expr instanceof Expr.And || expr instanceof Expr.Or;
        if (list) {
            out.append('(');
        }
        write(expr, out);
        if (list) {
            out.append(')');
        }
    }

    private static String literal(Text text) {
        return text.quoted() ? phrase(text.plain()) : keywordsEscaped(blanksEscaped(shape(text)));
    }

    /** A field's name is one word: all its blanks are escaped. */
    private static String name(Text field) {
        return field.quoted() ? phrase(field.plain()) : keywordsEscaped(shape(field).replace(" ", "\\u0020"));
    }

    private static String shape(Text text) {
        return String.join("*", text.parts().stream().map(QuerySyntax::escaped).toList());
    }

    private static String phrase(String value) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append("\\u%04x".formatted((int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }

    private static String escaped(String part) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c == '\\' || c == '*' || Lexer.isSpecial(c)) {
                out.append('\\').append(c);
            } else if (c != ' ' && Lexer.isBlank(c)) {
                out.append("\\u%04x".formatted((int) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** Keeps the blanks that would be dropped: all but single ones between words. */
    private static String blanksEscaped(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            boolean blank = text.charAt(i) == ' ';
            boolean separates = blank && i > 0 && text.charAt(i - 1) != ' ' && i + 1 < text.length() && text.charAt(i + 1) != ' ';
            out.append(blank && !separates ? "\\u0020" : text.charAt(i));
        }
        return out.toString();
    }

    private static String keywordsEscaped(String text) {
        StringBuilder out = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            out.append(out.isEmpty() ? "" : " ").append(Lexer.keyword(word) == Kind.WORD ? word : "\\" + word);
        }
        return out.toString();
    }
}
