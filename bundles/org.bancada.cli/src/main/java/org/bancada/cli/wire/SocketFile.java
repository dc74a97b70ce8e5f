package org.bancada.cli.wire;

import java.io.Closeable;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The address of a socket file, whatever the length of its path: the kernel takes 107 bytes (unix(7)), so a longer one is reached through a
 * short symbolic link that lives as long as this object.
 */
public final class SocketFile implements Closeable {
    private static final int MAX_PATH = 107;

    private final Path link;
    private final UnixDomainSocketAddress address;

    public SocketFile(Path socket) throws IOException {
        if (socket.toString().getBytes(StandardCharsets.UTF_8).length <= MAX_PATH) {
            link = null;
            address = UnixDomainSocketAddress.of(socket);
        } else {
            link = Files.createTempDirectory(Path.of("/tmp"), "bancada").resolve("d");
            Files.createSymbolicLink(link, socket.toAbsolutePath().getParent());
            address = UnixDomainSocketAddress.of(link.resolve(socket.getFileName()));
        }
    }

    public UnixDomainSocketAddress address() {
        return address;
    }

    @Override
    public void close() throws IOException {
        if (link != null) {
            Files.deleteIfExists(link);
            Files.deleteIfExists(link.getParent());
        }
    }
}
