package org.bancada.rollout.internal;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

import org.bancada.core.DataFolder;
import org.bancada.core.ProblemException;
import org.bancada.image.Images;
import org.bancada.remote.Remote;
import org.bancada.store.AuditLog;
import org.bancada.store.Database;
import org.bancada.store.Settings;

/** An engine of rollouts that is told, as drivers do, where its tracker listens. */
public final class Tracked {
    private Tracked() {
    }

    /** Nobody listens there: for nodes that are never reached. */
    public static RolloutEngine engine(DataFolder folder, Database database, AuditLog audit, Settings settings, Images images, Remote remote) throws ProblemException {
        RolloutEngine engine = new RolloutEngine(folder, database, audit, settings, images, remote);
        engine.trackerEndpoint = () -> Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 9));
        return engine;
    }
}
