package org.ganlib.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.ganlib.network.ValueRange;
import org.ganlib.problem.DataException;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.tensor.TensorShape;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataRecordTest {
    @TempDir
    private Path root;

    private RunDirectory directory;

    @BeforeEach
    void begin() throws IOException {
        Files.writeString(root.resolve("config.yaml"), "");
        directory = RunDirectory.open(root);
    }

    @Test
    void whatIsWrittenIsRead() {
        DataRecord images = new DataRecord(
                new DatasetInfo(
                        "npy (/data/ä \"x\".npy)",
                        TensorShape.of(3, 4, 5),
                        new ValueRange(-1, 0.1),
                        OptionalInt.of(7),
                        List.of("10", "2", "ein Wort"),
                        "that of the file",
                        "the file",
                        "sha256 of examples, labels and part:5f"),
                List.of("2", "10"),
                List.of(4, 0, 3),
                Optional.of("sha256:6a"),
                Map.of(
                        "dataset.file",
                        new DataRecord.Place("x.npy", "/data/x.npy", Optional.of("../x.npy"), Optional.empty())),
                Optional.of(Path.of("/experiments/x.yaml")),
                List.of(Path.of("/usr/share/datasets"), Path.of("/data")));
        images.write(directory.data());
        assertThat(DataRecord.read(directory)).contains(images);
    }

    @Test
    void numbersWithoutBoundsAndEndlessDataAreReadToo() {
        DataRecord points = new DataRecord(
                new DatasetInfo(
                        "ring",
                        TensorShape.of(2),
                        ValueRange.UNBOUNDED,
                        OptionalInt.empty(),
                        List.of(),
                        "none",
                        "none",
                        "8 normal distributions"),
                List.of(),
                List.of(),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                List.of());
        points.write(directory.data());
        assertThat(DataRecord.read(directory)).contains(points);
        DatasetInfo info = DataRecord.read(directory).orElseThrow().info();
        assertThat(info.range()).isEqualTo(ValueRange.UNBOUNDED);
        assertThat(info.examples()).isEmpty();
    }

    @Test
    void aRunOfAnOlderVersionHasNone() {
        assertThat(DataRecord.read(directory)).isEmpty();
    }

    @Test
    void damageIsNamed() throws IOException {
        whatIsWrittenIsRead();
        String sound = Files.readString(directory.data());
        damaged("", "expected an object whose schema is 1");
        damaged(sound.replace("\"schema\" : 1", "\"schema\" : 2"), "expected an object whose schema is 1");
        damaged(sound.substring(0, 80), "is damaged");
        damaged(sound.replace("\"name\"", "\"nom\""), "'name' is no text");
        damaged(
                sound.replace("[ 3, 4, 5 ]", "[ 3, 4 ]"),
                "a shape is [features] or [channels, height, width], was [3, 4]");
        damaged(sound.replace("[ 3, 4, 5 ]", "[ 3, 4.5, 5 ]"), "'4.5' is no whole number");
        damaged(sound.replace("\"low\" : -1.0", "\"low\" : 1.0"), "a range needs low < high");
        damaged(sound.replace("\"low\" : -1.0", "\"low\" : \"x\""), "an end of 'range' is neither a number nor null");
        damaged(sound.replace("[ 4, 0, 3 ]", "[ 4, 3 ]"), "'examples of each class' has 2 numbers for 3 classes");
        damaged(sound.replace("\"10\", ", "10, "), "'classes' holds NUMBER");
        damaged(sound.replace("\"schema\" : 1", "\"schema\" : 1, \"schema\" : 1"), "Duplicate field 'schema'");
        damaged(sound.replace("[ 3, 4, 5 ]", "[".repeat(300) + "]".repeat(300)), "nesting depth");
    }

    private void damaged(String text, String message) throws IOException {
        Files.writeString(directory.data(), text);
        assertThatThrownBy(() -> DataRecord.read(directory))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(directory.data() + " is damaged: ")
                .hasMessageContaining(message)
                .hasMessageMatching("[^\\n]*");
    }

    @Test
    void aFingerprintSaysWhatItWasTakenOf() {
        assertThat(DataRecord.kind("sha256:5f")).isEqualTo("sha256");
        assertThat(DataRecord.kind("sha256 of names and sizes:5f")).isEqualTo("sha256 of names and sizes");
        assertThat(DataRecord.kind("gaussian-ring: modes 8, radius 1")).isEqualTo("description");
        assertThat(DataRecord.kind("8 triples by seed 0 of sha256:5f")).isEqualTo("description");
    }
}
