package org.bancada.store.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.bancada.store.DataFolders;
import org.bancada.store.OpenDataFolder;
import org.bancada.store.Schema;

/** A second process with a data folder of its own or of the test. */
final class Child {
    static final Schema SCHEMA = Schema.of("child", Schema.Migration.of("CREATE TABLE child_row (id INTEGER PRIMARY KEY, content BLOB)"));

    private Child() {
    }

    /** Starts {@link #main}; what it prints can be read from the process, errors included. */
    static Process start(List<String> before, String what, Path folder) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--enable-native-access=ALL-UNNAMED", "-cp",
                System.getProperty("java.class.path"), Child.class.getName(), what, folder.toString()));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** hold: owns the folder until it is killed. write: prints the number of each row that was written, for ever. fill: as that, until it cannot. */
    public static void main(String[] arguments) throws Exception {
        OpenDataFolder open = DataFolders.open(Path.of(arguments[1]), "child");
        if (arguments[0].equals("hold")) {
            System.out.println("holding");
            System.in.read();
            return;
        }
        SqliteDatabase database = new SqliteDatabase(open.folder());
        database.migrate(SCHEMA);
        byte[] content = new byte[arguments[0].equals("fill") ? 20_000 : 100];
        for (int i = 1; ; i++) {
            int id = i;
            try {
                database.execute(connection -> {
                    try (var insert = connection.prepareStatement("INSERT INTO child_row (id, content) VALUES (?, ?)")) {
                        insert.setInt(1, id);
                        insert.setBytes(2, content);
                        insert.executeUpdate();
                    }
                });
            } catch (org.bancada.core.ProblemException full) {
                int rows = database.read(connection -> {
                    try (var count = connection.createStatement().executeQuery("SELECT count(*) FROM child_row")) {
                        count.next();
                        return count.getInt(1);
                    }
                });
                System.out.println("wrote " + (id - 1) + " kept " + rows + ": " + full.problem().line());
                return;
            }
            System.out.println(i);
        }
    }
}
