package org.bancada.fleet.internal.section;

import java.util.SortedMap;
import java.util.TreeMap;

/** Collects facts. What nodes send is bounded here: too many, too long, control characters. */
public final class FactSink {
    static final int MOST = 3000;
    static final int LONGEST_KEY = 120;
    static final int LONGEST_VALUE = 1000;

    private final SortedMap<String, String> facts = new TreeMap<>();
    private boolean overflowed;

    /** Adds a fact, replacing another; an empty value is none. Beyond the bounds keys are refused and values cut. */
    public void put(String key, String value) {
        String text = clean(value);
        if (text.isEmpty()) {
            return;
        }
        if (key.length() > LONGEST_KEY || facts.size() >= MOST && !facts.containsKey(key)) {
            overflowed = true;
            return;
        }
        facts.put(key, text);
    }

    public void put(String key, long value) {
        put(key, Long.toString(value));
    }

    /** Adds a fact unless one of that key is there. */
    public void putFirst(String key, String value) {
        if (!facts.containsKey(key)) {
            put(key, value);
        }
    }

    /** Adds to the fact of that key, separated by "; ", when it is there. */
    public void append(String key, String value) {
        String before = facts.get(key);
        put(key, before == null ? value : before + "; " + value);
    }

    public void remove(String key) {
        facts.remove(key);
    }

    public String get(String key) {
        return facts.get(key);
    }

    public boolean has(String key) {
        return facts.containsKey(key);
    }

    /** The facts so far; a live view. */
    public SortedMap<String, String> facts() {
        return facts;
    }

    /** Whether facts were left out because there were too many or their keys too long. */
    public boolean overflowed() {
        return overflowed;
    }

    /** Any name as one part of a key: characters other than letters, digits, hyphens and underscores become hyphens. */
    public static String part(String name) {
        StringBuilder part = new StringBuilder(name.length());
        for (int i = 0; i < name.length() && i < 60; i++) {
            char c = name.charAt(i);
            boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-';
            if (plain) {
                part.append(c);
            } else if (!part.isEmpty() && part.charAt(part.length() - 1) != '-') {
                part.append('-');
            }
        }
        int end = part.length();
        while (end > 0 && part.charAt(end - 1) == '-') {
            end--;
        }
        return part.substring(0, end);
    }

    private static String clean(String value) {
        String cut = value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) : value;
        for (int i = 0; i < cut.length(); i++) {
            if (Character.isISOControl(cut.charAt(i))) {
                return replaceControls(cut);
            }
        }
        return cut.strip();
    }

    private static String replaceControls(String value) {
        StringBuilder text = new StringBuilder(value);
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                text.setCharAt(i, ' ');
            }
        }
        return text.toString().strip();
    }
}
