package org.ganlib.cli.summary;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.CRC32;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The summaries of the runs in a folder, in an SQLite file of that folder: table {@code runs}, one
 * row for each run. Every row has the stamp of the files it was made of and a checksum, so that
 * neither a run that changed nor a damaged page is mistaken for the truth. SQLite's library is
 * loaded when an index is opened and not before.
 */
final class RunIndex {
    static final String NAME = ".runs.sqlite";

    private static final int SCHEMA = 1;
    /** Tells this file from other programs' databases: "GANR". */
    private static final int APPLICATION = 0x47414E52;

    private static final int MILLISECONDS_TO_WAIT = 500;

    private static final String TABLE = """
            CREATE TABLE IF NOT EXISTS runs (
                path TEXT PRIMARY KEY, stamp TEXT NOT NULL, checksum INTEGER NOT NULL,
                experiment TEXT NOT NULL, seed INTEGER, status TEXT NOT NULL, step INTEGER NOT NULL, steps INTEGER NOT NULL,
                started TEXT NOT NULL, updated TEXT NOT NULL, best_metric TEXT, best_value REAL, best_step INTEGER,
                metrics TEXT NOT NULL) WITHOUT ROWID
            """;

    private final Path folder;

    RunIndex(Path folder) {
        this.folder = folder;
    }

    Path file() {
        return folder.resolve(NAME);
    }

    boolean exists() {
        return Files.exists(file());
    }

    /**
     * A run as it was read.
     *
     * @param stamp the stamp of its files at that time; empty if they may have changed since
     *     without a trace
     */
    record Entry(String stamp, RunSummary summary) {}

    /** Every row that is whole, by the run's path within the folder. */
    Map<String, Entry> read() throws UnusableIndexException {
        return using(!Files.isWritable(file()), connection -> {
            requireOurs(connection);
            Map<String, Entry> entries = new HashMap<>();
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT * FROM runs")) {
                while (row.next()) {
                    String path = row.getString("path");
                    Entry entry = new Entry(row.getString("stamp"), summary(path, row));
                    if (row.getLong("checksum") == checksum(path, entry)) {
                        entries.put(path, entry);
                    }
                }
            }
            return entries;
        });
    }

    /**
     * Replaces earlier entries by these ones and forgets the runs that are gone, all or nothing.
     * Makes the file if there is none.
     */
    void write(Map<String, Entry> changed, Collection<String> gone) throws UnusableIndexException {
        boolean begins = !exists();
        using(false, connection -> {
            connection.setAutoCommit(false);
            if (begins) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute(TABLE);
                    statement.execute("PRAGMA application_id = " + APPLICATION);
                    statement.execute("PRAGMA user_version = " + SCHEMA);
                }
            } else {
                requireOurs(connection);
            }
            try (PreparedStatement delete = connection.prepareStatement("DELETE FROM runs WHERE path = ?")) {
                for (String path : gone) {
                    delete.setString(1, path);
                    delete.addBatch();
                }
                delete.executeBatch();
            }
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT OR REPLACE INTO runs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
                for (Map.Entry<String, Entry> entry : changed.entrySet()) {
                    set(insert, entry.getKey(), entry.getValue());
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            connection.commit();
            return null;
        });
    }

    private RunSummary summary(String path, ResultSet row) throws SQLException {
        long seed = row.getLong("seed");
        OptionalLong known = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(seed);
        String metric = row.getString("best_metric");
        return new RunSummary(
                path.isEmpty() ? folder : folder.resolve(path),
                row.getString("experiment"),
                known,
                row.getString("status"),
                row.getLong("step"),
                row.getLong("steps"),
                row.getString("started"),
                row.getString("updated"),
                metric == null
                        ? Optional.empty()
                        : Optional.of(
                                new RunSummary.Best(metric, row.getDouble("best_value"), row.getLong("best_step"))),
                RunSummary.numbers(row.getString("metrics")));
    }

    private void set(PreparedStatement row, String path, Entry entry) throws SQLException {
        RunSummary run = entry.summary();
        row.setString(1, path);
        row.setString(2, entry.stamp());
        row.setLong(3, checksum(path, entry));
        row.setString(4, run.experiment());
        row.setObject(5, run.seed().isPresent() ? run.seed().getAsLong() : null);
        row.setString(6, run.status());
        row.setLong(7, run.step());
        row.setLong(8, run.steps());
        row.setString(9, run.started());
        row.setString(10, run.updated());
        row.setString(11, run.best().map(RunSummary.Best::metric).orElse(null));
        row.setObject(12, run.best().map(RunSummary.Best::value).orElse(null));
        row.setObject(13, run.best().map(RunSummary.Best::step).orElse(null));
        row.setString(14, RunSummary.text(run.latest()));
    }

    private static long checksum(String path, Entry entry) {
        RunSummary run = entry.summary();
        Map<String, Object> content = run.describe();
        // The folder may have another name tomorrow.
        content.put("directory", path);
        CRC32 checksum = new CRC32();
        checksum.update((entry.stamp() + content).getBytes(StandardCharsets.UTF_8));
        return checksum.getValue();
    }

    /**
     * Restricts SQLite, because somebody else may have made the file: its schema must not call
     * functions, and pages are checked as they are read.
     */
    private static void distrust(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA trusted_schema = OFF");
            statement.execute("PRAGMA cell_size_check = ON");
            statement.execute("PRAGMA mmap_size = 0");
        }
    }

    private void requireOurs(Connection connection) throws SQLException, UnusableIndexException {
        int application = pragma(connection, "application_id");
        int schema = pragma(connection, "user_version");
        if (application == 0 && schema == 0 && pragma(connection, "schema_version") == 0) {
            throw new UnusableIndexException("is empty", true, null);
        }
        if (application != APPLICATION) {
            throw new UnusableIndexException("is another program's database", false, null);
        }
        if (schema != SCHEMA) {
            throw new UnusableIndexException(
                    "has schema " + schema + ", this version reads " + SCHEMA, schema < SCHEMA, null);
        }
        // A view in place of the table could compute for as long as its author likes.
        try (Statement statement = connection.createStatement();
                ResultSet others = statement.executeQuery(
                        "SELECT count(*) FROM sqlite_master WHERE NOT (type = 'table' AND name = 'runs')"
                                + " AND name NOT LIKE 'sqlite_autoindex_%'")) {
            if (others.next() && others.getInt(1) > 0) {
                throw new UnusableIndexException("holds more than ganlib's table", true, null);
            }
        }
    }

    private static int pragma(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("PRAGMA " + name)) {
            return result.next() ? result.getInt(1) : 0;
        }
    }

    private interface Work<T> {
        T with(Connection connection) throws SQLException, UnusableIndexException;
    }

    private <T> T using(boolean readOnly, Work<T> work) throws UnusableIndexException {
        if (Files.isSymbolicLink(file())) {
            throw new UnusableIndexException("is a symbolic link, through which nothing is written", false, null);
        }
        if (exists() && !Files.isRegularFile(file())) {
            throw new UnusableIndexException("is no regular file", false, null);
        }
        try {
            SQLiteConfig config = new SQLiteConfig();
            config.setReadOnly(readOnly);
            config.setBusyTimeout(MILLISECONDS_TO_WAIT);
            // A URI, because in a plain path a question mark would begin settings.
            try (Connection connection =
                    config.createConnection("jdbc:sqlite:" + file().toUri().toASCIIString())) {
                distrust(connection);
                return work.with(connection);
            }
        } catch (SQLException e) {
            throw new UnusableIndexException(reason(e), isDamage(e), e);
        } catch (RuntimeException | LinkageError e) {
            // The driver throws these where its native library cannot be unpacked or loaded.
            throw new UnusableIndexException(
                    "cannot be opened: SQLite's library cannot be loaded: " + firstLine(e), false, e);
        }
    }

    private static String reason(SQLException e) {
        if (code(e) == SQLiteErrorCode.SQLITE_BUSY.code || code(e) == SQLiteErrorCode.SQLITE_LOCKED.code) {
            return "is locked by another process";
        }
        if (code(e) == SQLiteErrorCode.SQLITE_READONLY.code) {
            return "is read-only";
        }
        // If the native library is missing, only the cause says so.
        return (isDamage(e) ? "is damaged: " : "cannot be opened: ")
                + firstLine(e.getCause() == null ? e : e.getCause());
    }

    private static boolean isDamage(SQLException e) {
        int code = code(e);
        return code == SQLiteErrorCode.SQLITE_NOTADB.code
                || code == SQLiteErrorCode.SQLITE_CORRUPT.code
                // A table or a column that is not there.
                || code == SQLiteErrorCode.SQLITE_ERROR.code;
    }

    /** The low byte: SQLite's extended codes begin above. */
    private static int code(SQLException e) {
        return e instanceof SQLiteException known ? known.getResultCode().code & 0xff : -1;
    }

    private static String firstLine(Throwable e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
