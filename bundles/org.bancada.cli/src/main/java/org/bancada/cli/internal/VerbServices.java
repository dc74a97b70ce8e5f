package org.bancada.cli.internal;

import java.util.Collection;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

import org.bancada.cli.Verb;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** The verbs that bundles offer as services. Asked each time: only the verb that is run gets an object, and its class loaded. */
final class VerbServices implements VerbSource {
    private final BundleContext context;

    VerbServices(BundleContext context) {
        this.context = context;
    }

    @Override
    public SortedSet<String> words() {
        SortedSet<String> words = new TreeSet<>();
        for (ServiceReference<Verb> reference : references()) {
            if (reference.getProperty(Verb.WORDS) instanceof String name) {
                words.add(name);
            }
        }
        return words;
    }

    @Override
    public Optional<Verb> verb(String words) {
        return references().stream().filter(r -> words.equals(r.getProperty(Verb.WORDS))).findFirst()
                .map(r -> context.getServiceObjects(r).getService());
    }

    private Collection<ServiceReference<Verb>> references() {
        try {
            return context.getServiceReferences(Verb.class, null);
        } catch (InvalidSyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
