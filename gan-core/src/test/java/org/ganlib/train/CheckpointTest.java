package org.ganlib.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.ZipFile;
import org.ganlib.config.AverageRule;
import org.ganlib.network.NetworkRole;
import org.ganlib.optimize.Adam;
import org.ganlib.problem.DataException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckpointTest {
    private static final TrainingState STATE = new TrainingState(
            "fingerprint",
            "AAEC",
            Map.of("latent", "AQID"),
            Map.of("generator", 3L),
            new LinkedHashMap<>(Map.of("loss/critic", 1.0 / 3, "constraint/x", Double.NaN, "tiny", Double.MIN_VALUE)),
            List.of(0.1, -0.0, 1e300),
            new BestRecord(0.1, 2, 1));

    private static final Averaging AVERAGING = new Averaging(0.9, AverageRule.WARM_UP);

    private final FakeNetwork generator = new FakeNetwork("generator", new ArrayList<>());
    private final Mover mover = new Mover(NetworkRole.GENERATOR, generator, new Adam(), Optional.empty(), AVERAGING);

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void write() {
        file = folder.resolve("step-000003.zip");
        for (int i = 0; i < 3; i++) {
            generator.gradients().assign(0.3 + i);
            mover.move(true);
        }
        write(file, mover);
    }

    private static void write(Path target, Mover moved) {
        try (CheckpointCopy copy = CheckpointCopy.of(3, 12, 34, List.of(moved), STATE)) {
            copy.write(target);
        }
    }

    @Test
    void stateComesBackToTheBit() {
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            assertThat(checkpoint.step()).isEqualTo(3);
            assertThat(checkpoint.examplesSeen()).isEqualTo(12);
            assertThat(checkpoint.trainingNanos()).isEqualTo(34);
            assertThat(checkpoint.state()).isEqualTo(STATE);
            assertThat(checkpoint.state().measurements().keySet())
                    .containsExactlyElementsOf(STATE.measurements().keySet());
        }
    }

    @Test
    void aRestoredMoverGoesOnLikeTheOneThatWasSaved() {
        FakeNetwork other = new FakeNetwork("generator", new ArrayList<>());
        Mover restored = new Mover(NetworkRole.GENERATOR, other, new Adam(), Optional.empty(), AVERAGING);
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            restored.restore(checkpoint, 3);
        }
        for (Mover each : List.of(mover, restored)) {
            each.network().gradients().assign(-0.7);
            each.move(true);
        }
        assertThat(other.parameters()).isEqualTo(generator.parameters());
        assertThat(restored.state()).isEqualTo(mover.state());
        assertThat(restored.average().orElseThrow().values().floats(0))
                .isEqualTo(mover.average().orElseThrow().values().floats(0));
        assertThat(restored.updates()).isEqualTo(4);
    }

    @Test
    void whatTrainsOnWhileACopyIsWrittenDoesNotChangeIt() throws IOException {
        Path later = folder.resolve("later.zip");
        try (CheckpointCopy copy = CheckpointCopy.of(3, 12, 34, List.of(mover), STATE)) {
            generator.gradients().assign(0.5);
            mover.move(true);
            copy.write(later);
        }
        assertThat(manifest(later)).isEqualTo(manifest(file)).contains("generator/average.npy");
    }

    /** It has the hashes of everything else. */
    private static String manifest(Path checkpoint) throws IOException {
        try (ZipFile zip = new ZipFile(checkpoint.toFile());
                InputStream in = zip.getInputStream(zip.getEntry(Checkpoint.MANIFEST))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aCheckpointWithoutWhatIsKeptNowDoesNotFit() {
        Path plain = folder.resolve("plain.zip");
        Mover without = new Mover(NetworkRole.GENERATOR, generator, new Adam(), Optional.empty(), Averaging.NONE);
        write(plain, without);
        try (Checkpoint checkpoint = Checkpoint.open(plain)) {
            assertThatThrownBy(() -> mover.restore(checkpoint, 3))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("has no generator/average.npy: it was written with other settings");
        }
    }

    /** Whatever byte changes, wherever the file ends: it is refused in words, or what it holds is what was written. */
    @Test
    void noDamageGoesUnnoticed() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        Path damaged = folder.resolve("damaged.zip");
        Random random = new Random(1);
        int refused = 0;
        for (int position = 0; position < whole.length; position += 3) {
            byte[] bytes = whole.clone();
            bytes[position] ^= (byte) (1 << random.nextInt(8));
            refused += isRefused(damaged, bytes) ? 1 : 0;
        }
        for (int length = 0; length < whole.length; length += 97) {
            assertThat(isRefused(damaged, Arrays.copyOf(whole, length)))
                    .as("cut off after %d bytes", length)
                    .isTrue();
        }
        // What is left are times, attributes and the copies of sizes that nobody reads.
        assertThat(refused).isGreaterThan(whole.length / 3 * 3 / 4);
    }

    @Test
    void checkpointThatIsNotThereIsNotCalledDamaged() {
        Path missing = folder.resolve("step-000007.zip");
        assertThatThrownBy(() -> Checkpoint.open(missing))
                .isInstanceOf(DataException.class)
                .hasMessage(missing
                        + ": there is no such checkpoint. Give a file, such as RUN/checkpoints/step-000500.zip");
    }

    private boolean isRefused(Path damaged, byte[] bytes) throws IOException {
        Files.write(damaged, bytes);
        try (Checkpoint checkpoint = Checkpoint.open(damaged)) {
            assertThat(checkpoint.state()).isEqualTo(STATE);
            assertThat(checkpoint.step()).isEqualTo(3);
            FakeNetwork read = new FakeNetwork("generator", new ArrayList<>());
            checkpoint.restore(NetworkRole.GENERATOR, read);
            assertThat(read.parameters()).isEqualTo(generator.parameters());
            return false;
        } catch (DataException e) {
            assertThat(e.getMessage()).startsWith(damaged.toString());
            return true;
        }
    }
}
