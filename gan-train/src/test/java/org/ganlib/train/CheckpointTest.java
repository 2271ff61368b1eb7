package org.ganlib.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ganlib.tensor.HostTensor.arrayOf;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.ganlib.config.AverageRule;
import org.ganlib.file.Sha256;
import org.ganlib.json.BoundedJson;
import org.ganlib.network.NetworkRole;
import org.ganlib.optimize.Adam;
import org.ganlib.problem.DataException;
import org.ganlib.random.RandomStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CheckpointTest {
    private static final String STREAM = Base64.getEncoder().encodeToString(new RandomStream(1).state());

    private static final TrainingState STATE = new TrainingState(
            "fingerprint",
            "AAEC",
            Map.of("latent", STREAM),
            Map.of("generator", 3L),
            new LinkedHashMap<>(Map.of("loss/critic", 1.0 / 3, "constraint/x", Double.NaN, "tiny", Double.MIN_VALUE)),
            List.of(0.1, -0.0, 1e300),
            Map.of("u", "AAAAPw=="),
            Map.of("probability", "0.25"),
            Map.of("watch#1", Map.of("seen", "3")),
            new BestRecord(0.1, 2, 1, "{name: score}"));

    private static final Optional<RunIdentity> IDENTITY = Optional.of(new RunIdentity("run-1", Map.of("seed", 1L)));
    private static final Averaging AVERAGING = new Averaging(0.9, AverageRule.WARM_UP);

    private final FakeNetwork generator = new FakeNetwork("generator", new ArrayList<>());
    private final NetworkUpdater updater =
            new NetworkUpdater(NetworkRole.GENERATOR, generator, new Adam(), Optional.empty(), AVERAGING);

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void write() {
        file = folder.resolve("step-000003.zip");
        for (int i = 0; i < 3; i++) {
            arrayOf(generator.gradients()).assign(0.3 + i);
            updater.update(true);
        }
        write(file, updater);
    }

    private static void write(Path target, NetworkUpdater moved) {
        try (CheckpointCopy copy = CheckpointCopy.of(3, 12, 34, List.of(moved), STATE, IDENTITY)) {
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
        NetworkUpdater restored =
                new NetworkUpdater(NetworkRole.GENERATOR, other, new Adam(), Optional.empty(), AVERAGING);
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            restored.restore(checkpoint, 3);
        }
        for (NetworkUpdater each : List.of(updater, restored)) {
            arrayOf(each.network().gradients()).assign(-0.7);
            each.update(true);
        }
        assertThat(arrayOf(other.parameters())).isEqualTo(arrayOf(generator.parameters()));
        assertThat(restored.state().array()).isEqualTo(updater.state().array());
        assertThat(arrayOf(restored.average().orElseThrow().copy()))
                .isEqualTo(arrayOf(updater.average().orElseThrow().copy()));
        assertThat(restored.updates()).isEqualTo(4);
    }

    @Test
    void whatTrainsOnWhileACopyIsWrittenDoesNotChangeIt() throws IOException {
        Path later = folder.resolve("later.zip");
        try (CheckpointCopy copy = CheckpointCopy.of(3, 12, 34, List.of(updater), STATE, IDENTITY)) {
            arrayOf(generator.gradients()).assign(0.5);
            updater.update(true);
            copy.write(later);
        }
        assertThat(manifest(later)).isEqualTo(manifest(file)).contains("generator/average.npy");
    }

    /** The manifest, which has the hashes of everything else. */
    private static String manifest(Path checkpoint) throws IOException {
        try (ZipFile zip = new ZipFile(checkpoint.toFile());
                InputStream in = zip.getInputStream(zip.getEntry(Checkpoint.MANIFEST))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aCheckpointWithoutWhatIsKeptNowDoesNotFit() {
        Path plain = folder.resolve("plain.zip");
        NetworkUpdater without =
                new NetworkUpdater(NetworkRole.GENERATOR, generator, new Adam(), Optional.empty(), Averaging.NONE);
        write(plain, without);
        try (Checkpoint checkpoint = Checkpoint.open(plain)) {
            assertThatThrownBy(() -> updater.restore(checkpoint, 3))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("has no generator/average.npy: it was written with other settings");
        }
    }

    /**
     * One bit is flipped in every third byte, and the file is truncated at many lengths. Each
     * damaged file is either refused with a message or still has the content that was written.
     */
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
        // Changes are accepted only in times, in attributes, and in copies of sizes that nobody
        // reads.
        assertThat(refused).isGreaterThan(whole.length / 3 * 3 / 4);
    }

    @Test
    void equalStatesAreEqualBytesButForTheManifest() throws IOException {
        Path again = folder.resolve("again.zip");
        try (CheckpointCopy copy = CheckpointCopy.of(
                3, 12, 35, List.of(updater), STATE, Optional.of(new RunIdentity("run-2", Map.of("seed", 1L))))) {
            copy.write(again);
        }
        Map<String, byte[]> one = entries(file);
        Map<String, byte[]> other = entries(again);
        assertThat(other.keySet()).isEqualTo(one.keySet());
        one.keySet().removeIf(name -> name.startsWith("checkpoint."));
        one.forEach((name, bytes) -> assertThat(other.get(name)).as(name).isEqualTo(bytes));
        try (ZipFile zip = new ZipFile(file.toFile())) {
            zip.stream().forEach(entry -> assertThat(entry.getTimeLocal())
                    .as(entry.getName())
                    .isEqualTo(LocalDateTime.of(1980, 2, 1, 0, 0)));
        }
        write(again, updater);
        assertThat(again).as("with the same time and name").hasSameBinaryContentAs(file);
    }

    @Test
    void itSaysWhichRunAndWhichSettingsItIsOf() {
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            assertThat(checkpoint.run()).hasValue("run-1");
            assertThat(checkpoint.experiment().orElseThrow().path("seed").asLong())
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'\"dataCursor\" : \"AAEC\",', '', dataCursor",
        "'\"latent\" : \"STREAM\"', '\"latent\" : null', randomStreams/latent",
        "'\"generator\" : 3', '\"generator\" : null', updates/generator",
        "'\"distances\" : [ 0.1, -0.0, 1.0E300 ],', '', distances",
        "'\"distances\" : [ 0.1,', '\"distances\" : [ null,', distances/number",
        "'\"seen\" : \"3\"', '\"seen\" : null', listeners/watch#1/seen"
    })
    void aFieldThatIsMissingIsNamed(String written, String instead, String named) throws IOException {
        Map<String, byte[]> entries = entries(file);
        String training = new String(entries.get(Checkpoint.TRAINING), StandardCharsets.UTF_8);
        assertThat(training).contains(written.replace("STREAM", STREAM));
        pack(
                file,
                entries,
                Checkpoint.TRAINING,
                training.replace(written.replace("STREAM", STREAM), instead.replace("STREAM", STREAM)));
        refused(" is damaged: training.json lacks " + named);
    }

    /**
     * Wrong content for which Jackson would report two lines with class names, and wrong content
     * that nobody would report.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"dataFingerprint\" : \"fingerprint\" | \"dataFingerprint\" : [] | dataFingerprint is no text",
                "\"dataCursor\" : \"AAEC\" | \"dataCursor\" : 7 | dataCursor is no text",
                "\"dataCursor\" : \"AAEC\" | \"dataCursor\" : \"§\" | dataCursor is no text in base 64",
                "\"latent\" : \"STREAM\" | \"latent\" : {} | randomStreams/latent is no text",
                "\"latent\" : \"STREAM\" | \"latent\" : \"?\" | randomStreams/latent is no text in base 64",
                "\"latent\" : \"STREAM\" | \"latent\" : \"AQID\" | randomStreams/latent is no state of a random stream",
                "\"latent\" : \"STREAM\" | \"latent\" : \"AAAA\" | randomStreams/latent is no state of a random stream",
                "\"randomStreams\" : { | \"randomStreams\" : 5, \"updates\" : { | updates is twice",
                "\"generator\" : 3 | \"generator\" : -3 | updates/generator is -3, less than 0",
                "\"generator\" : 3 | \"generator\" : 3.5 | updates/generator is no whole number",
                "\"generator\" : 3 | \"generator\" : 9223372036854775808 | updates/generator is no whole number",
                "\"constraint/x\" : \"NaN\" | \"constraint/x\" : \"nan\" | measurements/constraint/x is no number",
                "\"constraint/x\" : \"NaN\" | \"constraint/x\" : true | measurements/constraint/x is no number",
                "[ 0.1, -0.0, 1.0E300 ] | \"q\" | distances is no list",
                "[ 0.1, -0.0, 1.0E300 ] | {} | distances is no list",
                "[ 0.1, | [ \"x\", | distances/number is no number",
                "[ 0.1, | [ \"NaN\", | distances/number is not finite",
                "\"seen\" : \"3\" | \"seen\" : 3 | listeners/watch#1/seen is no text",
                "\"value\" : 0.1 | \"value\" : \"x\" | best/value is no number",
                "\"value\" : 0.1 | \"value\" : \"NaN\" | best/value is not finite",
                "\"step\" : 2 | \"step\" : 4 | best/step is 4, after the checkpoint's own step",
                "\"step\" : 2 | \"step\" : -2 | best/step is -2, less than 0",
                "\"withoutImprovement\" : 1 | \"withoutImprovement\" : 3000000000 | best/withoutImprovement is no count",
                "\"metric\" : \"{name: score}\" | \"metric\" : [] | best/metric is no text"
            })
    void aFieldOfTheWrongKindIsNamed(String written, String instead, String told) throws IOException {
        Map<String, byte[]> entries = entries(file);
        String training = new String(entries.get(Checkpoint.TRAINING), StandardCharsets.UTF_8);
        String was = written.replace("STREAM", STREAM);
        assertThat(training).contains(was);
        pack(file, entries, Checkpoint.TRAINING, training.replace(was, instead));
        refused(
                told.endsWith("twice")
                        ? " is damaged: training.json is no JSON: Duplicate field 'updates' (line "
                        : " is damaged: training.json is wrong: " + told + ". Use");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "null | lacks everything",
                "'' | lacks everything",
                "[] | is no object",
                "{ | is no JSON: Unexpected end-of-input",
                "{\"a\\nb\": 1} | has an entry a?b, which no state has",
                "{\"randomStreams\": {}} | has no stream in randomStreams",
                "{\"randomStreams\": []} | is wrong: randomStreams is no object",
                "{\"randomStreams\": null} | lacks randomStreams"
            })
    void aStateThatIsNoneIsDamageToo(String content, String told) throws IOException {
        pack(file, entries(file), Checkpoint.TRAINING, content);
        refused(" is damaged: training.json " + told);
    }

    @ParameterizedTest
    @CsvSource({
        "updates, '[]', updates is no object",
        "measurements, 4, measurements is no object",
        "listeners, '\"x\"', listeners is no object",
        "listeners, '{\"watch#1\": [1]}', listeners/watch#1 is no object",
        "best, '\"x\"', best is no object",
        "best, '[]', best is no object"
    })
    void aPartThatIsNoObjectIsNamed(String name, String content, String told) throws IOException {
        ObjectNode training = (ObjectNode)
                BoundedJson.parse(new String(entries(file).get(Checkpoint.TRAINING), StandardCharsets.UTF_8));
        training.set(name, BoundedJson.parse(content));
        pack(file, entries(file), Checkpoint.TRAINING, training.toString());
        refused(" is damaged: training.json is wrong: " + told + ". Use");
    }

    private void refused(String told) {
        assertThatThrownBy(() -> Checkpoint.open(file).close())
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(file + told)
                .hasMessageEndingWith(". Use an earlier checkpoint")
                .hasMessageNotContainingAny("\n", "org.ganlib", "Source");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"step\" : 3 | \"step\" : -1 | in checkpoint.json, step is -1, less than 0",
                "\"step\" : 3 | \"step\" : 4 | its name says step 3, and checkpoint.json step 4",
                "\"examples-seen\" : 12 | \"examples-seen\" : -12 | in checkpoint.json, examples-seen is -12, less than 0",
                "\"training-nanos\" : 34 | \"training-nanos\" : -1 | in checkpoint.json, training-nanos is -1, less than 0",
                "\"training-nanos\" : 34 | \"training-nanos\" : 9223372036854775808 | checkpoint.json lacks training-nanos",
                "\"run\" : \"run-1\" | \"run\" : 1 | in checkpoint.json, run is no text",
                "\"experiment\" : \" | \"experiment\" : [], \"was\" : \" | in checkpoint.json, experiment is no text"
            })
    void aManifestThatSaysWhatNoRunWritesIsDamage(String written, String instead, String told) throws IOException {
        Map<String, byte[]> entries = entries(file);
        String manifest = new String(entries.get(Checkpoint.MANIFEST), StandardCharsets.UTF_8);
        assertThat(manifest).contains(written);
        pack(file, entries, Checkpoint.MANIFEST, manifest.replace(written, instead));
        refused(" is damaged: " + told);
    }

    /** A copy for other purposes may have any other name. */
    @Test
    void onlyTheNameOfACheckpointStatesAStep() throws IOException {
        Path copy = Files.copy(file, folder.resolve("step-3-best.zip"));
        try (Checkpoint checkpoint = Checkpoint.open(copy)) {
            assertThat(checkpoint.step()).isEqualTo(3);
        }
    }

    @Test
    void aManifestThatIsNoJsonIsToldOfOnOneLine() throws IOException {
        pack(file, entries(file), Checkpoint.MANIFEST, "{\n \"schema\": x}");
        refused(" is damaged: checkpoint.json is no JSON: Unrecognized token 'x'");
    }

    /**
     * The manifest records the hash of the settings separately, so forged settings are refused even
     * if the hash of their entry is right.
     */
    @ParameterizedTest
    @ValueSource(strings = {"{}", "[1]", "null", "{\"seed\": 2}"})
    void otherSettingsThanRecordedAreDamage(String content) throws IOException {
        Map<String, byte[]> entries = entries(file);
        String manifest = new String(entries.get(Checkpoint.MANIFEST), StandardCharsets.UTF_8);
        String recorded = hash(entries.get(Checkpoint.EXPERIMENT));
        assertThat(manifest).contains("\"experiment\" : \"" + recorded + "\"");
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        entries.put(Checkpoint.EXPERIMENT, bytes);
        pack(
                file,
                entries,
                Checkpoint.MANIFEST,
                manifest.replace("\"experiment.json\" : \"" + recorded, "\"experiment.json\" : \"" + hash(bytes)));
        refused(" is damaged: experiment.json has SHA-256 " + hash(bytes) + ", expected " + recorded);
    }

    @Test
    void settingsThatAreNoObjectAreDamage() throws IOException {
        pack(file, entries(file), Checkpoint.EXPERIMENT, "[1]");
        refused(" is damaged: experiment.json is no object");
    }

    @Test
    void settingsThatAreGoneAreMissed() throws IOException {
        Map<String, byte[]> entries = entries(file);
        entries.remove(Checkpoint.EXPERIMENT);
        String manifest = new String(entries.get(Checkpoint.MANIFEST), StandardCharsets.UTF_8);
        pack(file, entries, Checkpoint.MANIFEST, manifest.replaceFirst(",\\s*\"experiment.json\" : \"[0-9a-f]+\"", ""));
        refused(" is damaged: it lacks experiment.json");
    }

    /** Older versions recorded neither the run nor its settings. */
    @Test
    void whatWasNotRecordedIsNotMissed() {
        try (CheckpointCopy copy = CheckpointCopy.of(3, 12, 34, List.of(updater), STATE, Optional.empty())) {
            copy.write(file);
        }
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            assertThat(checkpoint.run()).isEmpty();
            assertThat(checkpoint.experiment()).isEmpty();
        }
    }

    @Test
    void parametersThatAreGoneAreMissed() throws IOException {
        Map<String, byte[]> entries = entries(file);
        entries.remove("generator/parameters.npy");
        String manifest = new String(entries.get(Checkpoint.MANIFEST), StandardCharsets.UTF_8);
        pack(
                file,
                entries,
                Checkpoint.MANIFEST,
                manifest.replaceFirst("\"generator/parameters.npy\" : \"[0-9a-f]+\",", ""));
        refused(" is damaged: it lacks generator/parameters.npy");
    }

    /** An entry without a hash could have any content. */
    @Test
    void anEntryOfWhichTheManifestHasNoHashIsNotRead() throws IOException {
        Map<String, byte[]> entries = entries(file);
        String manifest = new String(entries.get(Checkpoint.MANIFEST), StandardCharsets.UTF_8);
        pack(
                file,
                entries,
                Checkpoint.MANIFEST,
                manifest.replaceFirst("\"generator/average.npy\" : \"[0-9a-f]+\",", ""));
        FakeNetwork read = new FakeNetwork("generator", new ArrayList<>());
        try (Checkpoint checkpoint = Checkpoint.open(file)) {
            checkpoint.restoreForSampling(NetworkRole.GENERATOR, read);
        }
        assertThat(arrayOf(read.parameters())).isEqualTo(arrayOf(generator.parameters()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"step", "examples-seen", "training-nanos"})
    void aNumberMissingInTheManifestIsNamed(String name) throws IOException {
        Map<String, byte[]> entries = entries(file);
        String manifest = new String(entries.get(Checkpoint.MANIFEST), StandardCharsets.UTF_8);
        pack(file, entries, Checkpoint.MANIFEST, manifest.replaceAll("\"" + name + "\" : \\d+,", ""));
        assertThatThrownBy(() -> Checkpoint.open(file).close())
                .isInstanceOf(DataException.class)
                .hasMessage(file + " is damaged: checkpoint.json lacks " + name + ". Use an earlier checkpoint");
    }

    /**
     * Some kilobytes unpack to a gigabyte, in entries that are read as a whole and in one that is
     * read in pieces.
     */
    @ParameterizedTest
    @ValueSource(strings = {Checkpoint.MANIFEST, Checkpoint.MANIFEST_HASH, "generator/parameters.npy"})
    void anEntryMadeToFillMemoryIsRefused(String name) throws IOException {
        Map<String, byte[]> entries = entries(file);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                if (entry.getKey().equals(name)) {
                    byte[] zeros = new byte[1 << 20];
                    for (int i = 0; i < 100; i++) {
                        zip.write(zeros);
                    }
                } else {
                    zip.write(entry.getValue());
                }
                zip.closeEntry();
            }
        }
        assertThatThrownBy(() -> Checkpoint.open(file).close())
                .isInstanceOf(DataException.class)
                .hasMessageContaining("unpacked, " + name + " has more than the ");
    }

    private static Map<String, byte[]> entries(Path checkpoint) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(checkpoint.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                try (InputStream in = zip.getInputStream(entry)) {
                    entries.put(entry.getName(), in.readAllBytes());
                }
            }
        }
        return entries;
    }

    /** Writes a checkpoint with one entry replaced; all hashes are correct. */
    private static void pack(Path target, Map<String, byte[]> entries, String name, String content) throws IOException {
        Map<String, byte[]> changed = new LinkedHashMap<>(entries);
        String manifest = new String(entries.get(Checkpoint.MANIFEST), StandardCharsets.UTF_8);
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        manifest = name.equals(Checkpoint.MANIFEST) ? content : manifest.replace(hash(entries.get(name)), hash(bytes));
        changed.put(name, bytes);
        changed.put(Checkpoint.MANIFEST, manifest.getBytes(StandardCharsets.UTF_8));
        changed.put(
                Checkpoint.MANIFEST_HASH, hash(changed.get(Checkpoint.MANIFEST)).getBytes(StandardCharsets.UTF_8));
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(target))) {
            for (Map.Entry<String, byte[]> entry : changed.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
    }

    private static String hash(byte[] bytes) {
        return HexFormat.of().formatHex(Sha256.digest().digest(bytes));
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
            assertThat(arrayOf(read.parameters())).isEqualTo(arrayOf(generator.parameters()));
            return false;
        } catch (DataException e) {
            assertThat(e.getMessage()).startsWith(damaged.toString());
            return true;
        }
    }
}
