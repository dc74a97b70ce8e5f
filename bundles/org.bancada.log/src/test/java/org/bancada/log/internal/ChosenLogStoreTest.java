package org.bancada.log.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.bancada.core.DataFolder;
import org.bancada.core.Plan;
import org.bancada.core.Problem;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.core.query.Query;
import org.bancada.log.ClusterAddress;
import org.bancada.log.ConnectionCheck;
import org.bancada.log.Event;
import org.bancada.log.LogQuery;
import org.bancada.log.NewEvent;
import org.bancada.log.UseStore;
import org.bancada.log.spi.ClusterStores;
import org.bancada.store.internal.KeyStoreSecrets;
import org.bancada.store.internal.SqliteDatabase;
import org.bancada.store.internal.StoredAuditLog;
import org.bancada.store.internal.StoredSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which store is used is kept, the password apart from it, and whoever holds the store need not know that it changed. */
class ChosenLogStoreTest {
    private static final Progress NONE = Progress.none();
    @TempDir
    private Path root;
    private final List<String> asked = new ArrayList<>();
    private Optional<Problem> trouble = Optional.empty();
    private SqliteDatabase database;
    private KeyStoreSecrets secrets;
    private StoredSettings settings;
    private ChosenLogStore store;

    /** Another embedded store stands for Elasticsearch: what it says there is another matter. */
    private final class Elsewhere implements ClusterStores {
        @Override
        public OpenStore open(ClusterAddress cluster, char[] secret) {
            asked.add("open " + cluster.url() + " " + new String(secret));
            LuceneLogStore there = new LuceneLogStore(new DataFolder(root.resolve("there")));
            return (OpenStore) java.lang.reflect.Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {OpenStore.class}, (proxy, method, arguments) -> {
                try {
                    return LuceneLogStore.class.getMethod(method.getName(), method.getParameterTypes()).invoke(there, arguments);
                } catch (java.lang.reflect.InvocationTargetException thrown) {
                    throw thrown.getCause();
                }
            });
        }

        @Override
        public ConnectionCheck check(ClusterAddress cluster, char[] secret, Progress progress) {
            asked.add("check " + cluster.url() + " " + new String(secret));
            return new ConnectionCheck("9.1.0", false, 0, trouble);
        }
    }

    @BeforeEach
    void open() throws Exception {
        DataFolder folder = new DataFolder(root);
        database = new SqliteDatabase(folder);
        settings = new StoredSettings(database);
        secrets = new KeyStoreSecrets(folder);
        store = new ChosenLogStore(folder, settings, secrets, Elsewhere::new);
    }

    @AfterEach
    void close() {
        store.close();
        database.close();
    }

    private static ClusterAddress cluster(String host) throws ProblemException {
        return ClusterAddress.parse("https://" + host, "", "ana", "");
    }

    private void add(String message) throws ProblemException {
        store.add(List.of(new NewEvent(null, "k", false, "{\"message\":\"" + message + "\"}", Instant.EPOCH)));
    }

    private List<String> messages() throws Exception {
        return store.newest(LogQuery.of(Query.parse("*")), 10, NONE).stream().map(Event::message).toList();
    }

    @Test
    void theChoiceOutlivesARestartAndListenersFollowIt() throws Exception {
        LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
        try (Progress.Registration tail = store.tail(Query.parse("*"), (events, missed) -> events.forEach(event -> heard.add(event.message())))) {
            add("here");
            store.use(Optional.of(cluster("logs.lab")), "s3cret".toCharArray());
            add("there");
            assertEquals("here", heard.poll(60, TimeUnit.SECONDS));
            assertEquals("there", heard.poll(60, TimeUnit.SECONDS));
        }
        assertEquals(List.of("there"), messages());
        close();
        open();
        assertEquals(cluster("logs.lab"), store.current().orElseThrow());
        assertEquals(List.of("there"), messages());
        assertEquals(List.of("open https://logs.lab s3cret", "open https://logs.lab s3cret"), asked);
        assertFalse(settings.all().toString().contains("s3cret"));
        store.use(Optional.empty(), null);
        assertEquals(List.of("here"), messages());
        assertFalse(store.hasSecret());
    }

    @Test
    void aPasswordIsShownToItsOwnServerOnly() throws Exception {
        store.use(Optional.of(cluster("logs.lab")), "s3cret".toCharArray());
        store.check(cluster("logs.lab"), null, NONE);
        store.check(cluster("elsewhere.lab"), null, NONE);
        assertEquals(List.of("check https://logs.lab s3cret", "check https://elsewhere.lab "), asked);
        store.use(Optional.of(cluster("elsewhere.lab")), null);
        assertFalse(store.hasSecret());
    }

    @Test
    void thePlanSaysWhatIsThereOrWhyNot() throws Exception {
        UseStore use = new UseStore(store, new StoredAuditLog(database), Optional.of(cluster("logs.lab")), new char[0], NONE);
        Plan plan = use.plan();
        assertTrue(plan.steps().getFirst().what().contains("bancada-logs"), plan.toString());
        assertTrue(store.current().isEmpty(), "a plan changes nothing");
        use.run(plan, NONE);
        assertTrue(store.current().isPresent());
        assertEquals(1, new StoredAuditLog(database).entries(Query.parse("what: logs*"), 5).size());
        trouble = Optional.of(new Problem("It is away.", "", "Look."));
        assertThrows(ProblemException.class, use::plan);
        trouble = Optional.empty();
    }

    @Test
    void aDamagedSettingMeansTheEmbeddedStoreOrIsSaid() throws Exception {
        settings.put("log.store", "garbage");
        assertTrue(store.current().isEmpty());
        settings.put("log.store", "ftp://x\n\n\n\n");
        assertThrows(ProblemException.class, () -> store.count(LogQuery.of(Query.parse("*")), NONE));
        assertEquals(1, store.problems().size());
        store.use(Optional.empty(), null);
        assertEquals(List.of(), store.problems());
    }
}
