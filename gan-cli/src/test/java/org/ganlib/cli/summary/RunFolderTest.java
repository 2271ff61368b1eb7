package org.ganlib.cli.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import org.ganlib.problem.DataException;
import org.ganlib.problem.GanException;
import org.ganlib.random.RandomStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig;

/** Whatever state an index is in, the list is what the runs' own files say. */
final class RunFolderTest {
    private static final int RUNS = 23;

    @TempDir
    private Path temporary;

    private Path folder;
    private Path index;
    private final List<String> warnings = new ArrayList<>();

    @BeforeEach
    void makeRuns() throws IOException {
        // A name that would be settings and escapes in an address of JDBC.
        folder = SyntheticRuns.make(temporary.resolve("runs?cache=shared & 50%25"), RUNS);
        index = folder.resolve(".runs.sqlite");
    }

    @Test
    void linksAreFollowedOnceEachAndWithoutLoops() throws IOException {
        Path outside = SyntheticRuns.make(temporary.resolve("outside"), 3);
        int before = list().size();
        // The links lead to a folder of runs, the same folder again, a parent folder (a loop), the
        // folder itself from outside, a run that is listed already, and nothing.
        Files.createSymbolicLink(folder.resolve("more"), outside);
        Files.createSymbolicLink(folder.resolve("again"), outside);
        Files.createSymbolicLink(folder.resolve("group-0/up"), folder);
        Files.createSymbolicLink(outside.resolve("back"), folder);
        Files.createSymbolicLink(folder.resolve("best"), list().get(0).directory());
        Files.createSymbolicLink(folder.resolve("nowhere"), Path.of("missing"));
        List<Path> directories = list().stream().map(RunSummary::directory).toList();
        assertThat(directories).hasSize(before + 3).doesNotHaveDuplicates().allMatch(path -> path.startsWith(folder));
        assertThat(directories.stream().filter(path -> path.startsWith(folder.resolve("again"))))
                .hasSize(3);
        Path link = Files.createSymbolicLink(temporary.resolve("link"), folder);
        assertThat(new RunFolder(link).runs(warnings::add)).hasSize(before + 3).allMatch(run -> run.directory()
                .startsWith(link));
    }

    @Test
    void listsWithoutAnIndexAndMakesNone() throws IOException {
        assertThat(list()).isEqualTo(SyntheticRuns.scanned(folder)).hasSize(RUNS);
        assertThat(index).doesNotExist();
        RunSummary first = list().get(0);
        assertThat(first.experiment()).isEqualTo("mnist");
        assertThat(first.seed()).isEqualTo(OptionalLong.of(0));
        assertThat(first.started()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(first.best()).hasValue(new RunSummary.Best("frechet[pca]", 100.5, 500));
    }

    @Test
    void anIndexSaysTheSameToTheLastDigitWithoutReadingRuns() throws IOException {
        assertThat(index()).isEqualTo(new RunFolder.Indexing(index, RUNS, RUNS, 0));
        List<RunSummary> expected = SyntheticRuns.scanned(folder);
        assertThat(list()).isEqualTo(expected);
        assertThat(index()).isEqualTo(new RunFolder.Indexing(index, RUNS, 0, 0));
        assertThat(expected.get(expected.size() - 1).latest().get("loss/generator"))
                .isInstanceOf(Double.class);
        assertThat(expected)
                .anyMatch(run -> Double.valueOf(Double.NaN).equals(run.latest().get("loss/generator")));
        assertThat(warnings).isEmpty();
    }

    /**
     * What the index says is taken where stamps agree: this is how it is known that runs were not
     * read.
     */
    @Test
    void runsThatDidNotChangeAreNotRead() throws IOException {
        index();
        Path status = folder.resolve("group-0/run-3/status.json");
        byte[] same = Files.readAllBytes(status);
        String spoilt = Files.readString(status).replace("finished", "finishes");
        // In place, with the size and the time it had: nothing a stamp could see.
        try (var file = Files.newByteChannel(status, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(spoilt.getBytes(StandardCharsets.UTF_8)));
        }
        Files.setLastModifiedTime(status, FileTime.from(SyntheticRuns.LONG_AGO));
        assertThat(list()).noneMatch(run -> run.status().equals("finishes"));
        Files.delete(index);
        assertThat(list()).anyMatch(run -> run.status().equals("finishes"));
        assertThat(same).hasSameSizeAs(Files.readAllBytes(status));
    }

    @Test
    void changedNewAndVanishedRunsAreNoticed() throws IOException {
        index();
        Path changed = folder.resolve("group-0/run-3");
        Files.writeString(changed.resolve("metrics.jsonl"), "{\"step\":1010,\"loss/critic\":7.5}\n");
        SyntheticRuns.write(changed.resolve("best.json"), "{\"metric\" : \"m\", \"value\" : 1, \"step\" : 3}");
        SyntheticRuns.run(folder.resolve("new"), 99);
        delete(folder.resolve("group-1/run-12"));
        Files.move(folder.resolve("group-0/run-5"), folder.resolve("group-0/moved"));

        assertThat(list()).isEqualTo(SyntheticRuns.scanned(folder)).hasSize(RUNS);
        assertThat(list())
                .anyMatch(run -> Double.valueOf(7.5).equals(run.latest().get("loss/critic")));
        assertThat(index().gone()).as("the list has forgotten them already").isZero();
        assertThat(warnings).isEmpty();
    }

    /** A file may change again within the time stamp it has. */
    @Test
    void whatHasJustChangedIsReadAgain() throws IOException {
        Path status = folder.resolve("group-0/run-3/status.json");
        long justNow = System.currentTimeMillis();
        Files.setLastModifiedTime(status, FileTime.fromMillis(justNow));
        new RunFolder(folder, () -> justNow + 1_000).index();
        assertThat(new RunFolder(folder, () -> justNow + 1_000).index().read()).isEqualTo(1);
        assertThat(new RunFolder(folder, () -> justNow + 5_000).index().read()).isEqualTo(1);
        assertThat(new RunFolder(folder, () -> justNow + 5_000).index().read()).isZero();
        Files.setLastModifiedTime(status, FileTime.fromMillis(justNow + 3_600_000));
        new RunFolder(folder, () -> justNow + 5_000).index();
        assertThat(new RunFolder(folder, () -> justNow + 5_000).index().read())
                .as("a file of the future, after the clock was put back")
                .isEqualTo(1);
    }

    @Test
    void aRenamedFolderKeepsItsIndex() throws IOException {
        index();
        folder = Files.move(folder, temporary.resolve("elsewhere"));
        index = folder.resolve(".runs.sqlite");
        assertThat(index().read()).isZero();
        assertThat(list()).isEqualTo(SyntheticRuns.scanned(folder));
    }

    @Test
    void anIndexThatIsNoDatabaseIsPassedOverAndMadeAnew() throws IOException {
        Files.writeString(index, "this is no database, but long enough to be taken for one ".repeat(40));
        assertThat(list()).isEqualTo(SyntheticRuns.scanned(folder));
        assertThat(warnings)
                .singleElement()
                .asString()
                .startsWith(index + " is damaged: ")
                .endsWith("The runs' own files were read instead; gan runs index " + folder + " makes it anew");
        assertThat(index().read()).isEqualTo(RUNS);
        warnings.clear();
        assertThat(list()).isEqualTo(SyntheticRuns.scanned(folder));
        assertThat(warnings).isEmpty();
    }

    @Test
    void anEmptyIndexIsPassedOverAndMadeAnew() throws IOException {
        Files.createFile(index);
        assertThat(list()).isEqualTo(SyntheticRuns.scanned(folder));
        assertThat(warnings).singleElement().asString().startsWith(index + " is empty. The runs' own files");
        assertThat(index().read()).isEqualTo(RUNS);
    }

    /** Single bytes changed anywhere: told, or repaired without a word, but never believed. */
    @Test
    void noDamagedByteIsTakenForTheTruth() throws IOException {
        index();
        byte[] whole = Files.readAllBytes(index);
        List<RunSummary> expected = SyntheticRuns.scanned(folder);
        RandomStream random = new RandomStream(11);
        for (int trial = 0; trial < 150; trial++) {
            byte[] damaged = whole.clone();
            int place = trial < 100 ? trial : random.nextInt(whole.length);
            damaged[place] ^= (byte) (1 << random.nextInt(8));
            Files.write(index, damaged);
            assertThat(list()).as("byte %d of %d", place, whole.length).isEqualTo(expected);
            Files.deleteIfExists(folder.resolve(".runs.sqlite-journal"));
        }
        for (int length = 0; length < whole.length; length += 3_000) {
            Files.write(index, Arrays.copyOf(whole, length));
            assertThat(list()).as("the first %d bytes", length).isEqualTo(expected);
        }
    }

    @Test
    void anIndexOfANewerVersionIsPassedOverAndKept() throws Exception {
        index();
        execute("PRAGMA user_version = 2");
        byte[] before = Files.readAllBytes(index);
        assertThat(list()).isEqualTo(SyntheticRuns.scanned(folder));
        assertThat(warnings)
                .containsExactly(index + " has schema 2, this version reads 1. The runs' own files were read instead");
        assertThatExceptionOfType(GanException.class)
                .isThrownBy(this::index)
                .withMessageStartingWith(
                        index + " has schema 2, this version reads 1. Correct that, or delete the file");
        assertThat(index).hasBinaryContent(before);
    }

    @Test
    void anotherProgramsDatabaseIsNotTouched() throws Exception {
        execute("CREATE TABLE precious (x INTEGER)");
        byte[] before = Files.readAllBytes(index);
        assertThat(list()).isEqualTo(SyntheticRuns.scanned(folder));
        assertThat(warnings).singleElement().asString().contains("is another program's database");
        assertThatExceptionOfType(GanException.class).isThrownBy(this::index);
        assertThat(index).hasBinaryContent(before);
    }

    @Test
    void anIndexThatIsALinkIsNeitherReadNorWritten() throws Exception {
        index();
        Path elsewhere = folder.resolveSibling(folder.getFileName() + ".elsewhere");
        Files.move(index, elsewhere);
        Files.createSymbolicLink(index, elsewhere);
        byte[] before = Files.readAllBytes(elsewhere);
        assertThat(list()).isEqualTo(SyntheticRuns.scanned(folder));
        assertThat(warnings)
                .singleElement()
                .asString()
                .contains("is a symbolic link, through which nothing is written");
        assertThatExceptionOfType(GanException.class).isThrownBy(this::index);
        assertThat(elsewhere).hasBinaryContent(before);
        Files.delete(elsewhere);
    }

    /**
     * A view in place of the table would compute for as long as its author likes: this one never
     * stops counting.
     */
    @Test
    void aViewInThePlaceOfTheTableIsNotAsked() throws Exception {
        index();
        execute("DROP TABLE runs");
        execute("CREATE VIEW runs AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n");
        assertThat(list()).isEqualTo(SyntheticRuns.scanned(folder));
        assertThat(warnings).singleElement().asString().contains("holds more than ganlib's table");
    }

    @Test
    void aTriggerIsNotFired() throws Exception {
        index();
        execute("CREATE TRIGGER t AFTER DELETE ON runs BEGIN DELETE FROM runs; END");
        assertThat(list()).isEqualTo(SyntheticRuns.scanned(folder));
        assertThat(warnings).singleElement().asString().contains("holds more than ganlib's table");
        index();
        assertThat(list()).isEqualTo(SyntheticRuns.scanned(folder));
    }

    @Test
    void aLockedIndexIsPassedOver() throws Exception {
        index();
        try (Connection other = open();
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN EXCLUSIVE");
            assertThat(list()).isEqualTo(SyntheticRuns.scanned(folder));
            assertThat(warnings)
                    .containsExactly(index + " is locked by another process. The runs' own files were read instead");
            assertThatExceptionOfType(GanException.class)
                    .isThrownBy(this::index)
                    .withMessageContaining("is locked by another process");
        }
        warnings.clear();
        assertThat(list()).isEqualTo(SyntheticRuns.scanned(folder));
        assertThat(warnings).isEmpty();
    }

    /** A reader elsewhere keeps it from being written, not from being read. */
    @Test
    void anIndexThatCannotBeWrittenIsStillRead() throws Exception {
        index();
        SyntheticRuns.run(folder.resolve("new"), 99);
        try (Connection other = open();
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            assertThat(list()).isEqualTo(SyntheticRuns.scanned(folder)).hasSize(RUNS + 1);
            assertThat(warnings)
                    .containsExactly(
                            index
                                    + " stays as it was, because it is locked by another process. The list is right all the same");
        }
    }

    @Test
    void aReadOnlyIndexIsReadAndLeftAsItIs() throws IOException {
        index();
        assertThat(index.toFile().setWritable(false)).isTrue();
        assumeFalse(Files.isWritable(index), "root may write everywhere");
        assertThat(list()).isEqualTo(SyntheticRuns.scanned(folder));
        assertThat(warnings).isEmpty();
        SyntheticRuns.run(folder.resolve("new"), 99);
        assertThat(list()).isEqualTo(SyntheticRuns.scanned(folder)).hasSize(RUNS + 1);
        assertThat(warnings).singleElement().asString().contains("is read-only. The list is right all the same");
    }

    @Test
    void aFolderInItsPlaceIsPassedOver() throws IOException {
        Files.createDirectory(index);
        assertThat(list()).isEqualTo(SyntheticRuns.scanned(folder));
        assertThat(warnings).singleElement().asString().startsWith(index + " is no regular file. ");
    }

    @Test
    void aRunThatIsTheFolderItselfIsIndexedToo() throws IOException {
        folder = folder.resolve("group-0/run-4");
        index = folder.resolve(".runs.sqlite");
        assertThat(index().runs()).isEqualTo(1);
        assertThat(list()).isEqualTo(SyntheticRuns.scanned(folder));
        assertThat(index().read()).isZero();
    }

    @Test
    void itsTableCanBeAskedInSql() throws Exception {
        index();
        try (Connection connection = open();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT path, seed, json_extract(metrics, '$.\"loss/critic\"') FROM runs"
                                + " WHERE best_metric = 'frechet[pca]' ORDER BY best_value LIMIT 1")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).isEqualTo("group-2/run-22");
            assertThat(row.getInt(2)).isEqualTo(2);
            assertThat(row.getDouble(3)).isEqualTo(1.022);
        }
    }

    @Test
    void refusesWhatIsNoFolder() {
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(() -> new RunFolder(temporary.resolve("none")))
                .withMessageContaining("is no folder");
    }

    private List<RunSummary> list() {
        return new RunFolder(folder).runs(warnings::add);
    }

    private RunFolder.Indexing index() {
        return new RunFolder(folder).index();
    }

    private Connection open() throws SQLException {
        return new SQLiteConfig()
                .createConnection("jdbc:sqlite:" + index.toUri().toASCIIString());
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = open();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
