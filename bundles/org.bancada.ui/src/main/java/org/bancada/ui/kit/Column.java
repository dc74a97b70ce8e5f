package org.bancada.ui.kit;

import java.util.Comparator;
import java.util.function.Function;

import org.bancada.core.NaturalOrder;
import org.eclipse.swt.SWT;

/**
 * One column of a {@link RowTable}.
 *
 * @param id under which order and width are kept
 * @param width in pixels, at first
 * @param alignment SWT.LEFT or SWT.RIGHT
 * @param text what a cell says
 * @param icon name of a cell's icon, null or null result for none
 * @param order how rows are sorted by it; called off the UI thread
 */
public record Column<T>(String id, String header, int width, int alignment, Function<T, String> text, Function<T, String> icon,
        Comparator<T> order) {

    /** A column of text, sorted as people sort names. */
    public static <T> Column<T> text(String id, String header, int width, Function<T, String> text) {
        return new Column<>(id, header, width, SWT.LEFT, text, null, Comparator.comparing(text, NaturalOrder.INSTANCE));
    }

    /** A column sorted by what is behind the text: times, sizes. */
    public static <T, V extends Comparable<? super V>> Column<T> value(String id, String header, int width, Function<T, V> value,
            Function<V, String> text) {
        Comparator<V> nullsFirst = Comparator.nullsFirst(Comparator.naturalOrder());
        return new Column<>(id, header, width, SWT.LEFT, row -> {
            V v = value.apply(row);
            return v == null ? "" : text.apply(v);
        }, null, Comparator.comparing(value, nullsFirst));
    }

    public Column<T> rightAligned() {
        return new Column<>(id, header, width, SWT.RIGHT, text, icon, order);
    }

    public Column<T> withIcon(Function<T, String> name) {
        return new Column<>(id, header, width, alignment, text, name, order);
    }

    public Column<T> sortedBy(Comparator<T> other) {
        return new Column<>(id, header, width, alignment, text, icon, other);
    }
}
