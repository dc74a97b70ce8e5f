package org.bancada.alert.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.bancada.core.Node;
import org.bancada.core.query.Expr;
import org.bancada.core.query.Text;

/** What a node says in the fields that a selector looks at. */
final class Evidence {
    private static final int MOST = 10;

    private final List<Pattern> fields = new ArrayList<>();

    Evidence(Expr selector) {
        collect(selector);
    }

    private void collect(Expr expr) {
        switch (expr) {
            case Expr.And and -> and.all().forEach(this::collect);
            case Expr.Or or -> or.any().forEach(this::collect);
            case Expr.Not not -> collect(not.of());
            case Expr.Exists exists -> field(exists.field());
            case Expr.Is is -> field(is.field());
            case Expr.Range range -> field(range.field());
            case Expr.FreeText text -> { }
            case Expr.Everything all -> { }
        }
    }

    private void field(Text name) {
        fields.add(Pattern.compile(name.parts().stream().map(Pattern::quote).collect(Collectors.joining(".*")), Pattern.CASE_INSENSITIVE));
    }

    /** One line: {@code ram.kib=3900000, ...}. */
    String of(Node node) {
        return node.fieldNames().stream().filter(name -> fields.stream().anyMatch(field -> field.matcher(name).matches())).distinct().limit(MOST)
                .flatMap(name -> node.values(name).stream().map(value -> name + "=" + value)).collect(Collectors.joining(", "));
    }
}
