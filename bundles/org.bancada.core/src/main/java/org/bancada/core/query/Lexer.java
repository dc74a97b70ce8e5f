package org.bancada.core.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Cuts a query into words and signs. Never fails: an open quote is a token too, since completion meets it at every keystroke. */
final class Lexer {

    enum Kind {
        WORD, QUOTED, OPEN_QUOTE, COLON, OPERATOR, OPEN, CLOSE, BRACE, AND, OR, NOT, END
    }

    /** One token; {@code parts} hold the text of words and quotes, cut at wildcards. */
    record Token(Kind kind, List<String> parts, int start, int end) {
        boolean isText() {
            return kind == Kind.WORD || kind == Kind.QUOTED;
        }
    }

    private static final String SPECIAL = "():<>\"{}";
    private final String text;
    private int at;

    private Lexer(String text) {
        this.text = text;
    }

    /** The tokens of a text, {@link Kind#END} last. */
    static List<Token> tokens(String text) {
        Lexer lexer = new Lexer(text);
        List<Token> tokens = new ArrayList<>();
        do {
            tokens.add(lexer.next());
        } while (tokens.getLast().kind() != Kind.END);
        return tokens;
    }

    static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    static boolean isSpecial(char c) {
        return SPECIAL.indexOf(c) >= 0;
    }

    /** What a word means when it is not escaped: AND, OR, NOT, or WORD for any other. */
    static Kind keyword(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "and" -> Kind.AND;
            case "or" -> Kind.OR;
            case "not" -> Kind.NOT;
            default -> Kind.WORD;
        };
    }

    private Token next() {
        while (at < text.length() && isBlank(text.charAt(at))) {
            at++;
        }
        int start = at;
        if (at == text.length()) {
            return sign(Kind.END, start);
        }
        char c = text.charAt(at);
        if (!isSpecial(c)) {
            return word(start);
        }
        at++;
        return switch (c) {
            case '(' -> sign(Kind.OPEN, start);
            case ')' -> sign(Kind.CLOSE, start);
            case ':' -> sign(Kind.COLON, start);
            case '{', '}' -> sign(Kind.BRACE, start);
            case '"' -> quoted(start);
            default -> {
                if (at < text.length() && text.charAt(at) == '=') {
                    at++;
                }
                yield sign(Kind.OPERATOR, start);
            }
        };
    }

    private Token sign(Kind kind, int start) {
        return new Token(kind, List.of(), start, at);
    }

    private Token quoted(int start) {
        StringBuilder value = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return new Token(Kind.QUOTED, List.of(value.toString()), start, at);
            }
            if (c == '\\') {
                escape(value, "\"\\");
            } else {
                value.append(c);
                at++;
            }
        }
        return new Token(Kind.OPEN_QUOTE, List.of(value.toString()), start, at);
    }

    private Token word(int start) {
        int end = endOfWord(start);
        Kind kind = keyword(text.substring(start, end));
        if (kind != Kind.WORD) {
            at = end;
            return sign(kind, start);
        }
        if (text.charAt(start) == '\\' && keyword(text.substring(start + 1, end)) != Kind.WORD) {
            at = end;
            return new Token(Kind.WORD, List.of(text.substring(start + 1, end)), start, end);
        }
        List<String> parts = new ArrayList<>();
        StringBuilder value = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at);
            if (isBlank(c) || isSpecial(c)) {
                break;
            }
            if (c == '\\') {
                escape(value, "\\" + SPECIAL + "*");
            } else {
                if (c == '*') {
                    parts.add(value.toString());
                    value.setLength(0);
                } else {
                    value.append(c);
                }
                at++;
            }
        }
        parts.add(value.toString());
        return new Token(Kind.WORD, parts, start, at);
    }

    private int endOfWord(int from) {
        int end = from;
        while (end < text.length() && !isBlank(text.charAt(end)) && !isSpecial(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** Reads an escape; a backslash before anything that needs none stays a backslash. */
    private void escape(StringBuilder value, String escapable) {
        char next = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
        if (next == 'u' && at + 6 <= text.length()) {
            int code = hexadecimal(text.substring(at + 2, at + 6));
            if (code >= 0) {
                value.append((char) code);
                at += 6;
                return;
            }
        }
        int control = "trn".indexOf(next);
        if (control >= 0) {
            value.append("\t\r\n".charAt(control));
            at += 2;
        } else if (at + 1 < text.length() && escapable.indexOf(next) >= 0) {
            value.append(next);
            at += 2;
        } else {
            value.append('\\');
            at++;
        }
    }

    private static int hexadecimal(String four) {
        int code = 0;
        for (int i = 0; i < four.length(); i++) {
            int digit = Character.digit(four.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            code = code * 16 + digit;
        }
        return code;
    }
}
