package org.bancada.core.query;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A decimal number, compared exactly. In queries it may be an amount of bytes: {@code 8G} and {@code 8GiB} are 8 * 2^30 bytes,
 * {@code 8GB} is 8 * 10^9 (K, M, G, T; case ignored).
 */
public final class Quantity {
    private static final Pattern AMOUNT = Pattern.compile("([-+]?\\d{1,30}(?:\\.\\d{1,9})?)(?:([kKmMgGtT])(i?[bB])?)?");
    private static final int LONGEST = 42;

    /** The number where it fits, else {@link #exact} is set. */
    private final long whole;
    private final BigDecimal exact;
    private final boolean bytes;

    private Quantity(BigDecimal exact, boolean bytes) {
        BigDecimal plain = exact.signum() == 0 ? BigDecimal.ZERO : exact.stripTrailingZeros();
        boolean fits = plain.scale() <= 0 && plain.precision() - plain.scale() <= 18;
        this.whole = fits ? plain.longValueExact() : 0;
        this.exact = fits ? null : plain;
        this.bytes = bytes;
    }

    /** Reads a number of a query. */
    public static Optional<Quantity> parse(String text) {
        Matcher amount = text.length() > LONGEST ? null : AMOUNT.matcher(text);
        if (amount == null || !amount.matches()) {
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(amount.group(1));
        if (amount.group(2) == null) {
            return Optional.of(new Quantity(number, false));
        }
        int power = "kmgt".indexOf(amount.group(2).toLowerCase(Locale.ROOT)) + 1;
        boolean decimal = "b".equalsIgnoreCase(amount.group(3));
        return Optional.of(new Quantity(number.multiply(BigDecimal.valueOf(decimal ? 1000 : 1024).pow(power)), true));
    }

    /** This amount in each unit that {@link #unit} knows; itself four times when it is a plain number. */
    Quantity[] inUnits() {
        Quantity[] amounts = new Quantity[4];
        for (int power = 0; power < amounts.length; power++) {
            amounts[power] = bytes && power > 0 ? new Quantity(number().divide(BigDecimal.valueOf(1024).pow(power)), true) : this;
        }
        return amounts;
    }

    /** The power of 1024 that a field's name ends with: 1 for {@code ram.kib}, 2 for mib, 3 for gib, else 0. */
    static int unit(String field) {
        int at = field.length() - 3;
        if (at < 0 || !field.regionMatches(true, at + 1, "ib", 0, 2)) {
            return 0;
        }
        return "kmg".indexOf(Character.toLowerCase(field.charAt(at))) + 1;
    }

    /** The number itself, in bytes when it had a unit. */
    public BigDecimal number() {
        return exact == null ? BigDecimal.valueOf(whole) : exact;
    }

    /** Whether a plain decimal number stands there; cheap, for the values of records. */
    static boolean isNumber(String text) {
        int from = !text.isEmpty() && (text.charAt(0) == '-' || text.charAt(0) == '+') ? 1 : 0;
        boolean point = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' && !point && i > from && i + 1 < text.length()) {
                point = true;
            } else if (c < '0' || c > '9') {
                return false;
            }
        }
        return text.length() > from && text.length() <= LONGEST;
    }

    /** @return how the record's value, for which {@link #isNumber} holds, compares to this */
    int compareValue(String value) {
        if (exact == null && value.length() <= 18 && value.indexOf('.') < 0) {
            return Long.compare(Long.parseLong(value), whole);
        }
        return new BigDecimal(value).compareTo(number());
    }
}
