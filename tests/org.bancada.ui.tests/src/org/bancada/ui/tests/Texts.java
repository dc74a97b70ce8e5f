package org.bancada.ui.tests;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PropertyResourceBundle;
import java.util.Set;
import java.util.regex.Pattern;

import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;

/**
 * One file of texts that exists in both languages, from any bundle of the running program.
 *
 * @param name bundle and path, for messages
 */
record Texts(String name, Map<String, String> english, Map<String, String> portuguese) {
    private static final String SUFFIX = "_pt_BR.properties";
    private static final Pattern OF_A_LANGUAGE = Pattern.compile("_[a-z]{2}(_[A-Z]{2})?\\.properties$");

    /** Those of the platform's bundles. */
    static List<Texts> ofThePlatform() {
        return all().stream().filter(t -> t.name.startsWith("org.eclipse.") && !t.name.contains("SWTMessages")).toList();
    }

    static List<Texts> all() {
        List<Texts> found = new ArrayList<>();
        for (Bundle bundle : FrameworkUtil.getBundle(Texts.class).getBundleContext().getBundles()) {
            // Entries of a host include those of its fragments.
            Enumeration<URL> files = bundle.findEntries("/", "*" + SUFFIX, true);
            for (URL file : files == null ? List.<URL>of() : Collections.list(files)) {
                URL root = bundle.getEntry(file.getPath().replace(SUFFIX, ".properties"));
                if (root != null) {
                    found.add(new Texts(bundle.getSymbolicName() + file.getPath(), read(root), read(file)));
                }
            }
        }
        return found;
    }

    /** Every English text of every bundle, translated or not. */
    static Set<String> everyEnglish() {
        Set<String> found = new HashSet<>();
        for (Bundle bundle : FrameworkUtil.getBundle(Texts.class).getBundleContext().getBundles()) {
            Enumeration<URL> files = bundle.findEntries("/", "*.properties", true);
            for (URL file : files == null ? List.<URL>of() : Collections.list(files)) {
                if (!OF_A_LANGUAGE.matcher(file.getPath()).find()) {
                    found.addAll(read(file).values());
                }
            }
        }
        return found;
    }

    private static Map<String, String> read(URL file) {
        try (InputStream in = file.openStream()) {
            PropertyResourceBundle texts = new PropertyResourceBundle(in);
            Map<String, String> all = new HashMap<>();
            texts.keySet().forEach(k -> all.put(k, texts.getString(k)));
            return all;
        } catch (IOException failed) {
            throw new UncheckedIOException(file.toString(), failed);
        }
    }
}
