package org.bancada.profile.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.bancada.core.DataFolder;
import org.bancada.profile.FolderSource;
import org.bancada.profile.Library;
import org.bancada.profile.Models;
import org.bancada.profile.ProfileFile;
import org.bancada.profile.ProfileHook;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.util.tracker.BundleTracker;

/** Profiles of bundles, which need not be started, and of the drop-in folder. */
@Component(service = Models.class)
public final class InstalledModels implements Models {
    /** STOPPING too: without it a bundle that is stopped would seem to go and come again. */
    private static final int STATES = Bundle.INSTALLED | Bundle.RESOLVED | Bundle.STARTING | Bundle.ACTIVE | Bundle.STOPPING;

    private final DataFolder data;
    private final AtomicLong change = new AtomicLong();
    private final BundleTracker<Bundle> bundles;
    /** Set by SCR whenever a hook comes or goes. */
    @Reference(policy = ReferencePolicy.DYNAMIC)
    private volatile List<ProfileHook> hooks = List.of();
    private String known = "";
    private Library library;

    @Activate
    public InstalledModels(@Reference DataFolder data, BundleContext context) {
        this.data = data;
        bundles = new BundleTracker<>(context, STATES, null) {
            @Override
            public Bundle addingBundle(Bundle bundle, BundleEvent event) {
                if (header(bundle) == null) {
                    return null;
                }
                change.incrementAndGet();
                return bundle;
            }

            @Override
            public void modifiedBundle(Bundle bundle, BundleEvent event, Bundle same) {
                change.incrementAndGet();
            }

            @Override
            public void removedBundle(Bundle bundle, BundleEvent event, Bundle same) {
                change.incrementAndGet();
            }
        };
        bundles.open();
    }

    private static String header(Bundle bundle) {
        return bundle.getHeaders("").get(FolderSource.HEADER);
    }

    private static List<ProfileFile> files(Bundle bundle) {
        String prefix = FolderSource.prefix(header(bundle));
        Enumeration<URL> entries = bundle.findEntries(prefix, "*" + ProfileFile.SUFFIX, true);
        List<ProfileFile> files = new ArrayList<>();
        for (URL entry : entries == null ? List.<URL>of() : Collections.list(entries)) {
            String name = entry.getPath().replaceFirst("^/+", "");
            if (files.size() < FolderSource.MOST && name.startsWith(prefix)) {
                try (InputStream in = entry.openStream()) {
                    files.add(new ProfileFile(FolderSource.id(prefix, name), bundle.getSymbolicName() + "/" + name, in.readNBytes(ProfileFile.LARGEST + 1)));
                } catch (IOException gone) {
                    // The bundle was taken away meanwhile: its removal is on the way.
                    return files;
                }
            }
        }
        return files;
    }

    @Override
    public synchronized Library library() {
        String now = change.get() + "\n" + FolderSource.fingerprint(data.profiles());
        if (library == null || !now.equals(known)) {
            List<ProfileFile> files = new ArrayList<>();
            bundles.getTracked().values().forEach(bundle -> files.addAll(files(bundle)));
            FolderSource.Found dropped = FolderSource.read(data.profiles());
            files.addAll(dropped.files());
            Library read = Library.of(files);
            library = read.withProblems(dropped.problems());
            known = now;
        }
        return library.hooked(hooks);
    }

    @Deactivate
    public void close() {
        bundles.close();
    }
}
