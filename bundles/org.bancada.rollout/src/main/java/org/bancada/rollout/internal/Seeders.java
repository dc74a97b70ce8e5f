package org.bancada.rollout.internal;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import org.bancada.image.Image;

/** One seeder per image, for as long as any rollout needs it. */
final class Seeders implements AutoCloseable {
    private final Path folder;
    private final Supplier<Optional<InetAddress>> bind;
    private final Supplier<Seeder.PortRange> ports;
    private final Map<String, Shared> running = new HashMap<>();

    private static final class Shared {
        final Seeder seeder;
        int users;

        Shared(Seeder seeder) {
            this.seeder = seeder;
        }
    }

    Seeders(Path folder, Supplier<Optional<InetAddress>> bind, Supplier<Seeder.PortRange> ports) {
        this.folder = folder;
        this.bind = bind;
        this.ports = ports;
    }

    /** The right to be served until it is closed; closing twice is harmless. */
    final class Lease implements AutoCloseable {
        private final String sha256;
        private final Seeder seeder;
        private boolean open = true;

        private Lease(String sha256, Seeder seeder) {
            this.sha256 = sha256;
            this.seeder = seeder;
        }

        InetSocketAddress address() {
            return seeder.address();
        }

        /** See {@link Seeder#awaitStart}. */
        Optional<String> awaitStart() {
            return seeder.awaitStart();
        }

        @Override
        public void close() {
            synchronized (Seeders.this) {
                if (open) {
                    open = false;
                    release(sha256);
                }
            }
        }
    }

    synchronized Lease acquire(Image image, Path master, Path torrent) {
        Shared shared = running.computeIfAbsent(image.sha256(), sha -> new Shared(
                new Seeder(new Seeder.Source(folder.resolve(sha), master, image.size(), torrent), bind, ports.get())));
        shared.users++;
        return new Lease(image.sha256(), shared.seeder);
    }

    private void release(String sha256) {
        Shared shared = running.get(sha256);
        if (shared != null && --shared.users == 0) {
            running.remove(sha256);
            shared.seeder.close();
        }
    }

    @Override
    public synchronized void close() {
        running.values().forEach(shared -> shared.seeder.close());
        running.clear();
    }
}
