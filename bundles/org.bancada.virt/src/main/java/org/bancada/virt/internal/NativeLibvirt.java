package org.bancada.virt.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.bancada.core.ProblemException;
import org.libvirt.Library;
import org.libvirt.LibvirtException;

import com.sun.jna.Callback;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;

/**
 * The native libvirt of this machine: loaded when it is needed first, or said to be missing. Its event loop is not used: libvirt's own runs in GLib's
 * default context, which in the workbench is the window's, so that GTK would be called by another thread, or libvirt by the window's.
 */
final class NativeLibvirt {
    /** Error codes and messages reach us as exceptions; libvirt would print them to standard error as well. */
    private static final Silent SILENT = (user, error) -> { };

    private final String name;
    private final Path temporary;
    private boolean loaded;

    /** virErrorFunc of libvirt/virterror.h. */
    interface Silent extends Callback {
        void invoke(Pointer user, Pointer error);
    }

    /**
     * @param name virt, as the linker knows it
     * @param temporary where JNA unpacks its own library; in the system's folder it may not be executable
     */
    NativeLibvirt(String name, Path temporary) {
        this.name = name;
        this.temporary = temporary;
    }

    /** @throws ProblemException naming the package when it is not installed; the next call looks again */
    synchronized void load() throws ProblemException {
        if (loaded) {
            return;
        }
        try {
            if (System.getProperty("jna.tmpdir") == null) {
                Files.createDirectories(temporary);
                System.setProperty("jna.tmpdir", temporary.toString());
            }
            // Asked for by name first: a class of libvirt-java that has failed once fails for ever.
            NativeLibrary library = NativeLibrary.getInstance(name);
            library.getFunction("virSetErrorFunc").invoke(new Object[] {Pointer.NULL, SILENT});
            Library.getVersion();
            loaded = true;
        } catch (IOException | LinkageError | LibvirtException missing) {
            throw Texts.problem(missing, "", "native.missing", String.valueOf(missing.getMessage()).lines().findFirst().orElse(""));
        }
    }
}
