package org.bancada.profile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

import org.bancada.core.Problem;

/**
 * Profiles in a folder: files {@code *.profile} in folders of their own, and vendor packs ({@code *.jar} with the header
 * {@code Bancada-Profiles}), which are read as data. Symbolic links are not followed.
 */
public final class FolderSource {
    /** Header of a bundle's manifest: the folder inside it where its profiles lie. */
    public static final String HEADER = "Bancada-Profiles";
    /** Profiles per pack or folder. */
    public static final int MOST = 2000;
    private static final int DEEPEST = 6;

    /** What was found and what could not be read. */
    public record Found(List<ProfileFile> files, List<Problem> problems) {
    }

    private FolderSource() {
    }

    /** All profiles below {@code folder}; none when it does not exist. */
    public static Found read(Path folder) {
        Found found = new Found(new ArrayList<>(), new ArrayList<>());
        if (!Files.isDirectory(folder)) {
            return found;
        }
        for (Path path : listing(folder, found.problems())) {
            String name = folder.relativize(path).toString();
            if (name.endsWith(ProfileFile.SUFFIX)) {
                try (InputStream in = Files.newInputStream(path)) {
                    add(found, name.substring(0, name.length() - ProfileFile.SUFFIX.length()), path.toString(), in);
                } catch (IOException failed) {
                    found.problems().add(Texts.problem(path.toString(), "folder.unreadable", String.valueOf(failed.getMessage())));
                }
            } else if (name.endsWith(".jar")) {
                pack(path, found);
            }
        }
        return found;
    }

    /** What tells one state of a folder from another: names, sizes and times. */
    public static String fingerprint(Path folder) {
        StringBuilder text = new StringBuilder();
        if (Files.isDirectory(folder)) {
            for (Path path : listing(folder, new ArrayList<>())) {
                try {
                    text.append(path).append(' ').append(Files.size(path)).append(' ').append(Files.getLastModifiedTime(path)).append('\n');
                } catch (IOException gone) {
                    text.append(path).append(" gone\n");
                }
            }
        }
        return text.toString();
    }

    private static List<Path> listing(Path folder, List<Problem> problems) {
        try (Stream<Path> all = Files.walk(folder, DEEPEST)) {
            return all.filter(p -> Files.isRegularFile(p, LinkOption.NOFOLLOW_LINKS)).filter(p -> p.toString().endsWith(ProfileFile.SUFFIX) || p.toString().endsWith(".jar"))
                    .sorted().toList();
        } catch (IOException | java.io.UncheckedIOException failed) {
            problems.add(Texts.problem(folder.toString(), "folder.unreadable", String.valueOf(failed.getMessage())));
            return List.of();
        }
    }

    private static void pack(Path path, Found found) {
        try (JarFile jar = new JarFile(path.toFile(), false)) {
            Attributes header = jar.getManifest() == null ? null : jar.getManifest().getMainAttributes();
            String folder = header == null ? null : header.getValue(HEADER);
            if (folder == null) {
                found.problems().add(Texts.problem(path.toString(), "pack.broken", HEADER + "?"));
                return;
            }
            String prefix = prefix(folder);
            for (Enumeration<? extends ZipEntry> entries = jar.entries(); entries.hasMoreElements();) {
                ZipEntry entry = entries.nextElement();
                if (!entry.isDirectory() && entry.getName().startsWith(prefix) && entry.getName().endsWith(ProfileFile.SUFFIX)) {
                    try (InputStream in = jar.getInputStream(entry)) {
                        add(found, id(prefix, entry.getName()), path + "!/" + entry.getName(), in);
                    }
                }
            }
        } catch (IOException | IllegalArgumentException | SecurityException broken) {
            found.problems().add(Texts.problem(path.toString(), "pack.broken", String.valueOf(broken.getMessage())));
        }
    }

    /** The header's folder with a slash at its end and none in front. */
    public static String prefix(String header) {
        String folder = header.strip().replaceFirst("^/+", "");
        return folder.isEmpty() || folder.endsWith("/") ? folder : folder + "/";
    }

    /** {@code profiles/dell/x.profile} below {@code profiles/} is {@code dell/x}. */
    public static String id(String prefix, String name) {
        return name.substring(prefix.length(), name.length() - ProfileFile.SUFFIX.length());
    }

    /** An id is only a name here: nothing is ever opened by it. */
    private static void add(Found found, String id, String place, InputStream in) throws IOException {
        if (found.files().size() < MOST) {
            found.files().add(new ProfileFile(id, place, in.readNBytes(ProfileFile.LARGEST + 1)));
        } else if (found.files().size() == MOST && found.problems().stream().noneMatch(p -> p.what().equals(Texts.text("source.large", MOST)))) {
            found.problems().add(Texts.problem(place, "source.large", MOST));
        }
    }
}
