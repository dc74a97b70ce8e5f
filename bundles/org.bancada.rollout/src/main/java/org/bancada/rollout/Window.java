package org.bancada.rollout;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hours that come again every week, for example {@code mon-fri 22:00-06:00}: a window that ends at or before its begin ends on the next day,
 * and belongs to the day on which it begins. Times are those of the clock on the wall, so a window is an hour longer or shorter when that is set.
 *
 * @param days on which it opens
 * @param to the end, {@code 00:00} for midnight
 */
public record Window(Set<DayOfWeek> days, LocalTime from, LocalTime to) {
    private static final Pattern TEXT = Pattern.compile("(?:(\\p{L}{3,9}(?:[-,]\\p{L}{3,9})*) +)?(\\d{1,2}):(\\d{2}) ?- ?(\\d{1,2}):(\\d{2})");
    private static final Map<String, DayOfWeek> NAMES = Map.ofEntries(Map.entry("mon", DayOfWeek.MONDAY), Map.entry("seg", DayOfWeek.MONDAY),
            Map.entry("tue", DayOfWeek.TUESDAY), Map.entry("ter", DayOfWeek.TUESDAY), Map.entry("wed", DayOfWeek.WEDNESDAY),
            Map.entry("qua", DayOfWeek.WEDNESDAY), Map.entry("thu", DayOfWeek.THURSDAY), Map.entry("qui", DayOfWeek.THURSDAY),
            Map.entry("fri", DayOfWeek.FRIDAY), Map.entry("sex", DayOfWeek.FRIDAY), Map.entry("sat", DayOfWeek.SATURDAY),
            Map.entry("sab", DayOfWeek.SATURDAY), Map.entry("sáb", DayOfWeek.SATURDAY), Map.entry("sun", DayOfWeek.SUNDAY),
            Map.entry("dom", DayOfWeek.SUNDAY));
    private static final String[] WORDS = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

    public Window {
        if (days.isEmpty()) {
            throw new IllegalArgumentException("a window without days");
        }
        days = Set.copyOf(days);
    }

    /**
     * @param text days (three letters, English or Portuguese, with - and ,; none means every day) and times; or {@code nights} (22:00-06:00 every
     *        day) or {@code weekends} (sat,sun 00:00-24:00)
     * @return empty when it is none
     */
    public static Optional<Window> parse(String text) {
        String given = text.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
        String meant = switch (given) {
            case "nights", "noites" -> "22:00-06:00";
            case "weekends", "fins de semana" -> "sat,sun 00:00-24:00";
            default -> given;
        };
        Matcher parts = TEXT.matcher(meant);
        if (!parts.matches()) {
            return Optional.empty();
        }
        Optional<Set<DayOfWeek>> days = days(parts.group(1));
        Optional<LocalTime> from = time(parts.group(2), parts.group(3), false);
        Optional<LocalTime> to = time(parts.group(4), parts.group(5), true);
        return days.isPresent() && from.isPresent() && to.isPresent() ? Optional.of(new Window(days.get(), from.get(), to.get())) : Optional.empty();
    }

    private static Optional<Set<DayOfWeek>> days(String text) {
        if (text == null) {
            return Optional.of(EnumSet.allOf(DayOfWeek.class));
        }
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String range : text.split(",")) {
            String[] ends = range.split("-");
            DayOfWeek first = NAMES.get(ends[0]);
            DayOfWeek last = NAMES.get(ends[ends.length - 1]);
            if (first == null || last == null || ends.length > 2) {
                return Optional.empty();
            }
            days.add(last);
            for (DayOfWeek day = first; day != last; day = day.plus(1)) {
                days.add(day);
            }
        }
        return Optional.of(days);
    }

    private static Optional<LocalTime> time(String hours, String minutes, boolean end) {
        int hour = Integer.parseInt(hours);
        int minute = Integer.parseInt(minutes);
        boolean midnight = end && hour == 24 && minute == 0;
        return hour < 24 && minute < 60 || midnight ? Optional.of(LocalTime.of(hour % 24, minute)) : Optional.empty();
    }

    /** Whether it is open at a moment. */
    boolean open(Instant moment, ZoneId zone) {
        LocalDate today = moment.atZone(zone).toLocalDate();
        return covers(today, moment, zone) || covers(today.minusDays(1), moment, zone);
    }

    private boolean covers(LocalDate day, Instant moment, ZoneId zone) {
        return days.contains(day.getDayOfWeek()) && !moment.isBefore(begin(day, zone)) && moment.isBefore(end(day, zone));
    }

    /** The next moment at which it opens, after {@code moment}. */
    Instant nextOpening(Instant moment, ZoneId zone) {
        LocalDate day = moment.atZone(zone).toLocalDate();
        while (!days.contains(day.getDayOfWeek()) || !begin(day, zone).isAfter(moment)) {
            day = day.plusDays(1);
        }
        return begin(day, zone);
    }

    private Instant begin(LocalDate day, ZoneId zone) {
        return day.atTime(from).atZone(zone).toInstant();
    }

    private Instant end(LocalDate day, ZoneId zone) {
        return (to.isAfter(from) ? day : day.plusDays(1)).atTime(to).atZone(zone).toInstant();
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        if (days.size() < 7) {
            for (DayOfWeek day : new TreeSet<>(days)) {
                text.append(text.isEmpty() ? "" : ",").append(WORDS[day.getValue() - 1]);
            }
            text.append(' ');
        }
        return text.append(from).append('-').append(to.equals(LocalTime.MIDNIGHT) ? "24:00" : to).toString();
    }
}
