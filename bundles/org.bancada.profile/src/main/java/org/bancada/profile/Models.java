package org.bancada.profile;

/**
 * The machine models of this installation: those of bundles with the header {@code Bancada-Profiles}, and those of the drop-in folder
 * ({@code DATA/profiles}: profile folders and vendor packs). Both come and go while the program runs.
 */
public interface Models {

    /** What is there now. Cheap when nothing has changed; reads files when something has. */
    Library library();
}
