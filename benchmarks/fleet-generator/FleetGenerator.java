import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.bancada.core.Place;
import org.bancada.fleet.Registration;
import org.bancada.fleet.internal.Inventory;
import org.bancada.store.DataFolders;
import org.bancada.store.OpenDataFolder;
import org.bancada.store.internal.SqliteDatabase;

/** Fills a data folder with plausible nodes: a tenth is off, one in a hundred has never reported. Arguments: DATA, NODES, folder of models. */
public final class FleetGenerator {
    private static Instant clock = Instant.now();

    public static void main(String[] arguments) throws Exception {
        int nodes = Integer.parseInt(arguments[1]);
        SyntheticReports reports = new SyntheticReports(Path.of(arguments[2]));
        long begin = System.nanoTime();
        try (OpenDataFolder data = DataFolders.open(Path.of(arguments[0]), "generator")) {
            SqliteDatabase database = new SqliteDatabase(data.folder());
            Inventory fleet = new Inventory(database, () -> clock);
            List<Registration> registrations = new ArrayList<>();
            for (int i = 0; i < nodes; i++) {
                Place place = new Place("Main campus", SyntheticReports.building(i), SyntheticReports.room(i), SyntheticReports.seat(i));
                registrations.add(new Registration(SyntheticReports.uuid(i), SyntheticReports.name(i), place, "", 0, ""));
            }
            fleet.register(registrations);
            Instant now = Instant.now();
            for (int i = 0; i < nodes; i++) {
                if (i % 100 != 99) {
                    clock = now.minusSeconds(i % 10 == 3 ? 86_400 + i : i % 900);
                    fleet.accept(SyntheticReports.uuid(i), InetAddress.getByName(SyntheticReports.address(i)), reports.body(i, 0, clock.getEpochSecond()));
                }
            }
            fleet.close();
            database.close();
            System.out.printf("%d nodes in %.1f s, %.1f MB%n", nodes, (System.nanoTime() - begin) / 1e9, data.folder().database().toFile().length() / 1e6);
        }
    }
}
