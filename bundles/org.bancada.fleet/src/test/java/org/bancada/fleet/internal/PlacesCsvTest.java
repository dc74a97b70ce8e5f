package org.bancada.fleet.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

import org.bancada.core.DataFolder;
import org.bancada.core.Messages;
import org.bancada.core.Node;
import org.bancada.core.Place;
import org.bancada.core.Plan;
import org.bancada.core.ProblemException;
import org.bancada.core.Progress;
import org.bancada.fleet.Fleet.ImportResult;
import org.bancada.fleet.Registration;
import org.bancada.store.internal.SqliteDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PlacesCsvTest {
    private static final String ONE = "11111111-1111-1111-1111-111111111111";
    private static final String TWO = "22222222-2222-2222-2222-222222222222";
    private static final String THREE = "33333333-3333-3333-3333-333333333333";

    @TempDir
    private Path root;
    private SqliteDatabase database;
    private Inventory fleet;

    @BeforeEach
    void open() throws Exception {
        Locale.setDefault(Locale.ENGLISH);
        database = new SqliteDatabase(new DataFolder(root));
        fleet = new Inventory(database, InstantSource.system());
        fleet.register(List.of(new Registration(ONE, "pc1", new Place("São Carlos", "DC", "Lab 1", "1"), "10.0.0.1", 0, "18:03:73:aa:bb:cc"),
                new Registration(TWO, "pc2", new Place("São Carlos", "DC", "Lab \"big\", west", "2"), "10.0.0.2", 2222, "")));
    }

    @AfterEach
    void close() {
        fleet.close();
        database.close();
    }

    private ImportResult take(String csv) throws ProblemException {
        var operation = fleet.importPlaces(new StringReader(csv));
        return operation.run(operation.plan(), Progress.none());
    }

    private String export() throws ProblemException {
        StringWriter csv = new StringWriter();
        fleet.exportPlaces(csv);
        return csv.toString();
    }

    private Place place(String name) {
        return fleet.node(name).orElseThrow().place();
    }

    @Test
    void whatWasExportedChangesNothing() throws Exception {
        List<Node> before = fleet.nodes();
        Plan plan = fleet.importPlaces(new StringReader(export())).plan();
        assertTrue(plan.isEmpty(), plan.toString());
        assertEquals(new ImportResult(2, List.of()), take(export()));
        assertEquals(before, fleet.nodes());
        assertTrue(export().startsWith("uuid,name,campus,building,room,seat,address,ssh_port,mac\r\n"));
    }

    @Test
    void thePlanSaysWhatWillChangeAndWhatNot() throws Exception {
        Plan plan = fleet.importPlaces(new StringReader("name,room,seat,uuid\npc1,Lab 9,4,\npc2,,,\nghost,Lab 1,1,\n,x,,\nnew,Lab 2,1," + THREE + "\n")).plan();
        assertEquals("Change 3 nodes", plan.title());
        assertEquals("São Carlos / DC / Lab 1 / 1 → São Carlos / DC / Lab 9 / 4", plan.steps().get(0).what());
        assertEquals("new, at Lab 2 / 1", plan.steps().get(2).what());
        assertEquals(List.of("line 4", "line 5"), plan.leftOut().stream().map(Plan.LeftOut::node).toList());
        assertTrue(plan.leftOut().get(0).why().contains("ghost"));
        assertEquals("Lab 1", place("pc1").room());
    }

    @Test
    void spreadsheetsVersionsAreRead() throws Exception {
        assertEquals(1, take("\ufeffUUID;Name;Room;Seat;Remark\r\n" + ONE + ";pc1;\"Lab; 5\";7;x\r\n\r\n").taken());
        assertEquals(new Place("São Carlos", "DC", "Lab; 5", "7"), place("pc1"));
        assertEquals(1, take("name\troom\npc1\tLab 6").taken());
        assertEquals("Lab 6", place("pc1").room());
        assertEquals(1, take("name,room\rpc1,Lab 7\r").taken());
        assertEquals("Lab 7", place("pc1").room());
    }

    @Test
    void badLinesAreNamedAndTheOthersTaken() throws Exception {
        ImportResult result = take("uuid,name,ssh_port,mac,room\n" + ONE + ",\"pc1,22,,Lab 1\nnonsense,pc9,,,\n" + TWO + ",pc2,99999,,Lab 1\n" + TWO
                + ",pc2,,zz,Lab 1\n" + TWO + ",pc2,,,Lab 2,too,many\n" + TWO + ",pc2,x,,\n" + TWO + ",pc2,,,Lab 3\n" + TWO + ",pc2,,,Lab 4\n" + THREE
                + ",PC1,,,\n");
        assertEquals(1, result.taken(), result.toString());
        assertEquals(List.of("line 2", "line 3", "line 4", "line 5", "line 6", "line 7", "line 9", "line 10"),
                result.refused().stream().map(r -> r.substring(0, r.indexOf(':'))).toList(), result.toString());
        assertEquals("Lab 3", place("pc2").room());
    }

    @Test
    void namesMayBeSwappedButNotTakenTwice() throws Exception {
        assertEquals(2, take("uuid,name\n" + ONE + ",pc2\n" + TWO + ",pc1\n").taken());
        assertEquals(TWO, fleet.node("pc1").orElseThrow().uuid());
        ImportResult result = take("uuid,name\n" + ONE + ",same\n" + TWO + ",same\n");
        assertEquals(1, result.taken());
        assertTrue(result.refused().get(0).startsWith("line 3: The name \"same\""), result.toString());
    }

    @Test
    void aHugeLineIsOnlyALine() throws Exception {
        ImportResult result = take("name,room\npc1," + "x".repeat(10 << 20) + "\npc2,\"" + "\",\"".repeat(3_000) + "\npc2,Lab 8\n");
        assertEquals(1, result.taken());
        assertEquals(2, result.refused().size());
        assertTrue(result.refused().stream().allMatch(r -> r.length() < 200), result.toString());
        assertEquals("Lab 8", place("pc2").room());
    }

    @Test
    void formulasDoNotLeaveAndComeBackAsTheyWere() throws Exception {
        fleet.register(List.of(new Registration(ONE, "=HYPERLINK(\"http://x\")", new Place("+1", "-2", "@SUM(A1)", "=1"), "", 0, "")));
        String csv = export();
        for (String cell : csv.split("[,\r\n]")) {
            assertFalse(cell.matches("\"?[=+@-].*"), cell);
        }
        take(csv.replace("'@SUM(A1)", "'@SUM(A2)"));
        assertEquals(new Place("+1", "-2", "@SUM(A2)", "=1"), fleet.node(ONE).orElseThrow().place());
        assertEquals("=HYPERLINK(\"http://x\")", fleet.node(ONE).orElseThrow().name());
    }

    @Test
    void aFileWithoutColumnsIsRefused() {
        for (String csv : List.of("", "\n", "pc1,Lab 1\n", "room,seat\nLab 1,1\n", "name,room,room\npc1,a,b\n", "\u0000\u0001\u0002", "x".repeat(20_000))) {
            ProblemException refused = assertThrows(ProblemException.class, () -> fleet.importPlaces(new StringReader(csv)).plan(), csv);
            assertFalse(refused.problem().line().isBlank());
        }
    }

    @Test
    void bothLanguagesSayTheSame() throws Exception {
        Properties english = new Properties();
        Properties portuguese = new Properties();
        try (var in = getClass().getResourceAsStream("messages.properties"); var other = getClass().getResourceAsStream("messages_pt_BR.properties")) {
            english.load(new java.io.InputStreamReader(in, java.nio.charset.StandardCharsets.UTF_8));
            portuguese.load(new java.io.InputStreamReader(other, java.nio.charset.StandardCharsets.UTF_8));
        }
        assertEquals(english.stringPropertyNames(), portuguese.stringPropertyNames());
        Messages text = Messages.beside(PlacesCsv.class);
        assertEquals("Remover 3 nós", text.text(Locale.of("pt", "BR"), "remove.title", 3));
        assertEquals("Remove one node", text.text(Locale.ENGLISH, "remove.title", 1));
    }
}
