package org.bancada.store;

import java.util.List;
import java.util.regex.Pattern;

/**
 * One engine's tables, as the list of steps that led to them. A step that was published is never edited: a change is a new step at the end.
 *
 * @param name the engine's short name; its tables are called {@code name_something}
 * @param migrations step 1 first; the database's version of this schema is the number of steps that were taken
 */
public record Schema(String name, List<Migration> migrations) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

    public Schema {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("schema name: " + name);
        }
        migrations = List.copyOf(migrations);
    }

    /** One step: SQL statements that are run in order, all or none. */
    public record Migration(List<String> statements) {
        public Migration {
            statements = List.copyOf(statements);
        }

        public static Migration of(String... statements) {
            return new Migration(List.of(statements));
        }
    }

    public static Schema of(String name, Migration... migrations) {
        return new Schema(name, List.of(migrations));
    }

    /** The version that this program knows. */
    public int version() {
        return migrations.size();
    }
}
