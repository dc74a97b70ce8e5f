import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Makes an installation start faster: usage: java Repack.java PLUGINS. Every jar of that folder loses its signature, which Equinox would check while
 * it loads classes and which keeps classes out of the JVM's shared archive, and keeps its classes uncompressed. The jars were verified when they were
 * fetched; in the installation they are as trustworthy as the start script beside them. The launcher's manifest allows native access, which as an
 * option of the JVM would switch off the archived module graph.
 */
public class Repack {
    private static final String MANIFEST = "META-INF/MANIFEST.MF";

    public static void main(String[] arguments) throws IOException {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(Path.of(arguments[0]), "*.jar")) {
            for (Path jar : jars) {
                repack(jar);
            }
        }
    }

    private static void repack(Path jar) throws IOException {
        Path made = jar.resolveSibling(jar.getFileName() + ".new");
        boolean launcher = jar.getFileName().toString().startsWith("org.eclipse.equinox.launcher_");
        Set<String> written = new HashSet<>();
        try (ZipInputStream in = new ZipInputStream(new BufferedInputStream(Files.newInputStream(jar)));
                OutputStream file = new BufferedOutputStream(Files.newOutputStream(made));
                ZipOutputStream out = new ZipOutputStream(file)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                String name = entry.getName();
                if (!signature(name) && written.add(name)) {
                    byte[] content = name.equals(MANIFEST) ? unsigned(in, launcher) : in.readAllBytes();
                    write(out, entry, content);
                }
            }
        }
        Files.move(made, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    /** As the JAR file specification names them, under "Signed JAR File". */
    private static boolean signature(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return upper.matches("META-INF/(SIG-[^/]*|[^/]*\\.(SF|RSA|DSA|EC))");
    }

    /** Without the digests of the single files, but with what else was said about them. */
    private static byte[] unsigned(InputStream in, boolean launcher) throws IOException {
        Manifest manifest = new Manifest(in);
        for (Attributes attributes : manifest.getEntries().values()) {
            attributes.keySet().removeIf(key -> key.toString().endsWith("-Digest"));
        }
        manifest.getEntries().values().removeIf(Attributes::isEmpty);
        if (launcher) {
            manifest.getMainAttributes().putValue("Enable-Native-Access", "ALL-UNNAMED");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        manifest.write(bytes);
        return bytes.toByteArray();
    }

    private static void write(ZipOutputStream out, ZipEntry from, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(from.getName());
        entry.setTime(from.getTime());
        if (from.getName().endsWith(".class")) {
            CRC32 crc = new CRC32();
            crc.update(content);
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(content.length);
            entry.setCrc(crc.getValue());
        }
        out.putNextEntry(entry);
        out.write(content);
        out.closeEntry();
    }
}
