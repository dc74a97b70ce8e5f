package org.bancada.cli.internal.verbs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.bancada.cli.internal.TestVerbs;
import org.bancada.core.DataFolder;
import org.bancada.core.Place;
import org.bancada.diagnosis.Diagnosis;
import org.bancada.diagnosis.internal.Diagnostician;
import org.bancada.diagnosis.internal.DiskNearlyFull;
import org.bancada.diagnosis.internal.SshBruteForce;
import org.bancada.fleet.Fleet;
import org.bancada.fleet.Registration;
import org.bancada.fleet.internal.Inventory;
import org.bancada.log.NewEvent;
import org.bancada.log.internal.LuceneLogStore;
import org.bancada.profile.Library;
import org.bancada.rollout.Rollouts;
import org.bancada.store.internal.SqliteDatabase;
import org.bancada.store.internal.StoredAuditLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why nodes are not OK, from the command line, on real stores. */
class WhyVerbTest {
    private final TestVerbs verbs = AllVerbs.in(new TestVerbs());
    @TempDir
    private Path root;
    private SqliteDatabase database;
    private Inventory fleet;
    private LuceneLogStore store;

    @BeforeEach
    void open() throws Exception {
        DataFolder folder = new DataFolder(root);
        database = new SqliteDatabase(folder);
        fleet = new Inventory(database);
        store = new LuceneLogStore(folder);
        Rollouts none = (Rollouts) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Rollouts.class}, (proxy, method, arguments) -> List.of());
        verbs.engine(Fleet.class, fleet);
        verbs.engine(Diagnosis.class, new Diagnostician(fleet, new StoredAuditLog(database), store, () -> Library.of(List.of()), none,
                List.of(new DiskNearlyFull(), new SshBruteForce())));
        for (int i = 1; i <= 3; i++) {
            String uuid = "00000000-0000-4000-8000-00000000000" + i;
            fleet.register(List.of(new Registration(uuid, "le1-0" + i, new Place("", "IC", "le1", ""), "", 0, "")));
            fleet.accept(uuid, InetAddress.getByName("127.0.0." + i), ("---- df ----\nFilesystem 1K-blocks Used Available Use% Mounted on\n/dev/sda2 100000000 "
                    + (i == 2 ? "97000000 3000000 97% /\n" : "20000000 80000000 20% /\n")).getBytes(StandardCharsets.UTF_8));
        }
        List<NewEvent> tries = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Instant when = Instant.now().minusSeconds(120 - i);
            tries.add(new NewEvent("e" + i, "syslog", true, "{\"host\":\"le1-03\",\"message\":\"Failed password for root from 10.9.8.7 port 37250 ssh2\",\"@timestamp\":\""
                    + when + "\"}", when));
        }
        store.add(tries);
    }

    @AfterEach
    void close() {
        store.close();
        fleet.close();
        database.close();
    }

    @Test
    void oneNodeHasItsCausesWithEvidenceAndTheNextStep() {
        assertEquals(0, verbs.run("why", "le1-02"), verbs.err());
        String out = verbs.out();
        assertTrue(out.contains("le1-02: Disk nearly full") && out.contains("97 % used"), out);
        assertTrue(out.contains("bancada run 'uuid: 00000000-0000-4000-8000-000000000002' -- disk list"), out);
        assertTrue(out.contains("see: bancada node 00000000-0000-4000-8000-000000000002"), out);
    }

    @Test
    void aNodeWithoutAFaultSaysWhatWasLookedAt() {
        assertEquals(0, verbs.run("why", "le1-01"), verbs.err());
        String out = verbs.out();
        assertTrue(out.contains("le1-01") && out.contains("disk-nearly-full, ssh-brute-force"), out);
    }

    @Test
    void severalNodesAreATableTheWeightiestFirst() {
        assertEquals(0, verbs.run("why", "*"), verbs.err());
        String out = verbs.out();
        List<String> lines = out.lines().toList();
        assertEquals(3, lines.size(), out);
        assertTrue(lines.get(1).startsWith("le1-03 ") && lines.get(1).contains("10.9.8.7: 12"), out);
        assertTrue(lines.get(2).startsWith("le1-02 "), out);
        assertFalse(out.contains("le1-01"), "nothing is wrong with it");
    }

    @Test
    void programsGetTheSameAsADocument() {
        assertEquals(0, verbs.run("why", "room: le1", "--json"), verbs.err());
        String out = verbs.out();
        assertTrue(out.replace(" ", "").contains("\"cause\":\"ssh-brute-force\"") && out.contains("\"weight\""), out);
        assertTrue(out.contains("le1-01"), "also what is well");
        assertEquals(0, verbs.run("why", "le1-02", "--json"), verbs.err());
        out = verbs.out();
        assertTrue(out.contains("\"around\""), out);
    }

    @Test
    void noNodeAndNoSelectorAreSaidSo() {
        assertEquals(2, verbs.run("why", "name: ("));
        assertTrue(verbs.run("why", "nobody") != 0, verbs.out());
        assertFalse(verbs.err().isBlank());
    }
}
