package org.bancada.core.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

class QuerySyntaxTest {
    private static final List<String> BITS = List.of("and", "or", "not", " and ", " or ", " not ", "(", ")", ":", ": ", "*", "\"", "\\", " ", "  ",
            "\u00a0", "\t", "name", "lab1-pc*", "x", ">=", "<", ">", "<=", "{", "}", "\\u0041", "\\u0020", "\\n", "\\not", "\\and", "\\*", "\\:", "7",
            "8G", "now-1d", "2026-11", "São", "\"a b\"", "a:b", "\ud83d\ude00", "\u0000");

    @Test
    void whatIsWrittenParsesToTheSame() throws QueryException {
        Random random = new Random(42);
        int understood = 0;
        for (int i = 0; i < 60_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(9); n >= 0; n--) {
                text.append(BITS.get(random.nextInt(BITS.size())));
            }
            Expr expr;
            try {
                expr = Query.parse(text.toString()).expr();
            } catch (QueryException refused) {
                assertTrue(refused.position() >= 0 && refused.position() <= text.length(), text.toString());
                continue;
            }
            understood++;
            String written = QuerySyntax.format(expr);
            assertEquals(expr, Query.parse(written).expr(), () -> text + " -> " + written);
        }
        assertTrue(understood > 5_000, understood + " understood");
    }

    @Test
    void everyExpressionCanBeWritten() throws QueryException {
        Random random = new Random(7);
        for (int i = 0; i < 5_000; i++) {
            Expr expr = random(random, 4);
            String written = QuerySyntax.format(expr);
            assertEquals(expr, Query.parse(written).expr(), written);
        }
    }

    private static Expr random(Random random, int depth) {
        return switch (depth == 0 ? 3 + random.nextInt(4) : random.nextInt(7)) {
            case 0 -> new Expr.And(some(random, depth - 1));
            case 1 -> new Expr.Or(some(random, depth - 1));
            case 2 -> new Expr.Not(random(random, depth - 1));
            case 3 -> new Expr.Is(text(random), text(random));
            case 4 -> new Expr.Range(text(random), Expr.Operator.values()[random.nextInt(4)], Text.phrase(anything(random)));
            case 5 -> new Expr.Exists(text(random));
            default -> new Expr.FreeText(text(random));
        };
    }

    private static List<Expr> some(Random random, int depth) {
        List<Expr> some = new ArrayList<>();
        for (int n = random.nextInt(3); n >= -1; n--) {
            some.add(random(random, depth));
        }
        return some;
    }

    private static Text text(Random random) {
        return random.nextBoolean() ? Text.phrase(anything(random)) : new Text(List.of("a" + anything(random), anything(random)), false);
    }

    private static String anything(Random random) {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(4); n > 0; n--) {
            text.append(BITS.get(random.nextInt(BITS.size())));
        }
        return text.toString();
    }

    @Test
    void aQuotedValueMeansItself() throws QueryException {
        for (String value : List.of("pc-1", "Lab 1", "or", "NOT", "a*b", "say \"hi\"", "c:\\x", "00:1a:2b", "", "tab\there", "líng(ua)")) {
            Fields record = RecordOf.of("my field", value);
            assertTrue(value.isEmpty() || Query.parse(QuerySyntax.fieldIs("my field", value)).matches(record), value);
            assertEquals(false, Query.parse(QuerySyntax.fieldIs("my field", value)).matches(RecordOf.of("my field", value + "x")), value);
        }
        assertEquals("pc-1", QuerySyntax.quote("pc-1"));
        assertEquals("\"Lab 1\"", QuerySyntax.quote("Lab 1"));
    }
}
