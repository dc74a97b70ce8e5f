package org.bancada.image.internal;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.bancada.core.ProblemException;
import org.bancada.image.Image;
import org.bancada.store.Database;
import org.bancada.store.Schema;

/** The catalogue's rows. {@code verified} is the master copy's fingerprint at the time when its whole content was known to be right. */
final class ImageTable {
    private static final Schema SCHEMA = Schema.of("image", Schema.Migration.of("""
            CREATE TABLE image_image (
              sha256 TEXT PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, ostype TEXT NOT NULL, version TEXT NOT NULL, format TEXT NOT NULL,
              size INTEGER NOT NULL, virtual_size INTEGER NOT NULL, models TEXT NOT NULL, imported INTEGER NOT NULL, verified TEXT NOT NULL)
            """));

    private final Database database;

    ImageTable(Database database) throws ProblemException {
        this.database = database;
        database.migrate(SCHEMA);
    }

    List<Image> all() throws ProblemException {
        return database.read(connection -> {
            List<Image> images = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement("SELECT * FROM image_image"); ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    images.add(image(rows));
                }
            }
            return images;
        });
    }

    private static Image image(ResultSet row) throws SQLException {
        String models = row.getString("models");
        return new Image(row.getString("sha256"), row.getString("id"), row.getString("name"), row.getString("ostype"), row.getString("version"),
                row.getString("format"), row.getLong("size"), row.getLong("virtual_size"),
                models.isEmpty() ? List.of() : List.of(models.split(";")), Instant.ofEpochMilli(row.getLong("imported")));
    }

    void insert(Image image, String fingerprint) throws ProblemException {
        database.execute(connection -> {
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO image_image VALUES (?,?,?,?,?,?,?,?,?,?,?)")) {
                insert.setString(1, image.sha256());
                insert.setString(2, image.id());
                insert.setString(3, image.name());
                insert.setString(4, image.ostype());
                insert.setString(5, image.version());
                insert.setString(6, image.format());
                insert.setLong(7, image.size());
                insert.setLong(8, image.virtualSize());
                insert.setString(9, String.join(";", image.models()));
                insert.setLong(10, image.imported().toEpochMilli());
                insert.setString(11, fingerprint);
                insert.executeUpdate();
            }
        });
    }

    void delete(String sha256) throws ProblemException {
        database.execute(connection -> {
            try (PreparedStatement delete = connection.prepareStatement("DELETE FROM image_image WHERE sha256 = ?")) {
                delete.setString(1, sha256);
                delete.executeUpdate();
            }
        });
    }

    String verified(String sha256) throws ProblemException {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement("SELECT verified FROM image_image WHERE sha256 = ?")) {
                select.setString(1, sha256);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? row.getString(1) : "";
                }
            }
        });
    }

    void verified(String sha256, String fingerprint) throws ProblemException {
        database.execute(connection -> {
            try (PreparedStatement update = connection.prepareStatement("UPDATE image_image SET verified = ? WHERE sha256 = ?")) {
                update.setString(1, fingerprint);
                update.setString(2, sha256);
                update.executeUpdate();
            }
        });
    }
}
