package org.ganlib.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.ganlib.file.NpyFormat;
import org.ganlib.file.RegularFile;
import org.ganlib.file.Sha256;
import org.ganlib.json.BoundedJson;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkRole;
import org.ganlib.problem.DataException;
import org.ganlib.tensor.HostTensor;
import org.ganlib.tensor.Tensor;
import org.ganlib.tensor.TensorShape;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A checkpoint that is open for reading. Its manifest, the hash of every entry, and all content
 * that can be checked without the experiment have been verified.
 */
public final class Checkpoint implements AutoCloseable {
    static final String MANIFEST = "checkpoint.json";
    /** The manifest's own SHA-256, so that no byte of a checkpoint can change unnoticed. */
    static final String MANIFEST_HASH = "checkpoint.sha256";

    static final String TRAINING = "training.json";
    /** The settings of the run that wrote it; checkpoints of older versions have none. */
    static final String EXPERIMENT = "experiment.json";

    static final String PARAMETERS = "parameters.npy";
    static final String UPDATER = "updater.npy";
    /** The moving average of the parameters, if the run kept one. */
    static final String AVERAGE = "average.npy";

    static final int SCHEMA = 2;
    /** Checkpoints of schema 1 are enough for sampling, but lack what a continued run needs. */
    private static final int OLDEST_SCHEMA = 1;

    /**
     * The limit of compression. ganlib writes checkpoints uncompressed. Somebody else may have
     * compressed one; parameters hardly shrink, but a vector of zeros shrinks to almost nothing. A
     * checkpoint that grows beyond this many times its size (plus {@link #ALWAYS_ALLOWED} bytes) is
     * made to exhaust memory or time.
     */
    private static final int MOST_TIMES_LARGER = 16;

    private static final long ALWAYS_ALLOWED = 64L << 20;

    private static final List<String> NUMBERS = List.of("step", "examples-seen", "training-nanos");
    /** Values of the manifest that may be missing. */
    private static final List<String> TEXTS = List.of("run", "experiment");

    private final Path file;
    private final ZipFile zip;
    private final JsonNode manifest;
    /** The state of training; null in checkpoints of the first schema. */
    private final TrainingState state;
    /** The recorded settings; null if there are none. */
    private final JsonNode experiment;

    private Checkpoint(Path file, ZipFile zip, JsonNode manifest, TrainingState state, JsonNode experiment) {
        this.file = file;
        this.zip = zip;
        this.manifest = manifest;
        this.state = state;
        this.experiment = experiment;
    }

    /**
     * Opens a checkpoint and verifies it.
     *
     * @throws DataException if it is damaged, has content that no run writes, or is from a newer
     *     version; the message says which
     */
    public static Checkpoint open(Path file) {
        ZipFile zip = null;
        try {
            zip = RegularFile.zip(file);
            JsonNode manifest = readManifest(file, zip);
            long left = ALWAYS_ALLOWED + MOST_TIMES_LARGER * Files.size(file);
            for (Map.Entry<String, JsonNode> hash : manifest.path("sha256").properties()) {
                left -= verify(file, zip, hash.getKey(), hash.getValue().asText(), left);
            }
            TrainingState state = isFirstSchema(manifest) ? null : readState(file, zip, manifest);
            Checkpoint checkpoint = new Checkpoint(file, zip, manifest, state, readExperiment(file, zip, manifest));
            zip = null;
            return checkpoint;
        } catch (NoSuchFileException e) {
            throw new DataException(
                    file + ": there is no such checkpoint. Give a file, such as RUN/checkpoints/step-000500.zip", e);
        } catch (IOException | IllegalArgumentException e) {
            // Some versions of the zip reader throw IllegalArgumentException for names that are not
            // UTF-8.
            throw damaged(file, e.getMessage(), e);
        } finally {
            closeQuietly(zip);
        }
    }

    private static JsonNode readManifest(Path file, ZipFile zip) throws IOException {
        if (zip.getEntry(MANIFEST) == null) {
            throw new DataException(file + " is no checkpoint: it has no " + MANIFEST);
        }
        JsonNode manifest = json(file, zip, MANIFEST);
        int schema = manifest.path("schema").asInt();
        if (schema < OLDEST_SCHEMA || schema > SCHEMA) {
            throw new DataException(file + " has schema " + schema + ", this version reads " + OLDEST_SCHEMA + " to "
                    + SCHEMA + ". Use the version of ganlib that wrote it (environment.json names it)");
        }
        if (schema > OLDEST_SCHEMA) {
            verify(file, zip, MANIFEST, text(file, zip, MANIFEST_HASH), BoundedJson.LONGEST_DOCUMENT);
            for (String name : NUMBERS) {
                requireCount(file, manifest, name);
            }
            for (String name : TEXTS) {
                if (manifest.has(name) && !manifest.path(name).isTextual()) {
                    throw damaged(file, "in " + MANIFEST + ", " + name + " is no text", null);
                }
            }
            if (!manifest.path("sha256").has(TRAINING)) {
                throw incomplete(file, MANIFEST, "sha256/" + TRAINING);
            }
            requireStepOfName(file, manifest.path("step").asLong());
        }
        return manifest;
    }

    private static void requireCount(Path file, JsonNode manifest, String name) {
        JsonNode number = manifest.path(name);
        if (!number.isIntegralNumber() || !number.canConvertToLong()) {
            throw incomplete(file, MANIFEST, name);
        }
        if (number.asLong() < 0) {
            throw damaged(file, "in " + MANIFEST + ", " + name + " is " + number.asLong() + ", less than 0", null);
        }
    }

    /**
     * Checks the step in the file's name, because checkpoints are ordered, and later ones set
     * aside, by their names.
     */
    private static void requireStepOfName(Path file, long step) {
        if (RunDirectory.isCheckpointName(file) && RunDirectory.stepOf(file) != step) {
            throw damaged(
                    file,
                    "its name says step " + RunDirectory.stepOf(file) + ", and " + MANIFEST + " step " + step,
                    null);
        }
    }

    private static boolean isFirstSchema(JsonNode manifest) {
        return manifest.path("schema").asInt() < SCHEMA;
    }

    private static TrainingState readState(Path file, ZipFile zip, JsonNode manifest) throws IOException {
        TrainingState state;
        try {
            state = TrainingStateReader.read(json(file, zip, TRAINING));
        } catch (IllegalArgumentException e) {
            throw damaged(file, TRAINING + " " + e.getMessage(), e);
        }
        for (String role : state.updates().keySet()) {
            String parameters = role + "/" + PARAMETERS;
            if (!has(zip, manifest, parameters)) {
                throw lacking(file, parameters);
            }
        }
        if (state.best() != null && state.best().step() > manifest.path("step").asLong()) {
            throw damaged(
                    file,
                    TRAINING + " is wrong: best/step is " + state.best().step() + ", after the checkpoint's own step",
                    null);
        }
        return state;
    }

    /**
     * Reads the recorded settings. The manifest has a hash of them in addition to that of the
     * entry.
     */
    private static JsonNode readExperiment(Path file, ZipFile zip, JsonNode manifest) throws IOException {
        String recorded = manifest.path("experiment").asText("");
        if (!has(zip, manifest, EXPERIMENT)) {
            if (!recorded.isEmpty()) {
                throw lacking(file, EXPERIMENT);
            }
            return null;
        }
        if (!recorded.isEmpty()) {
            verify(file, zip, EXPERIMENT, recorded, BoundedJson.LONGEST_DOCUMENT);
        }
        JsonNode experiment = json(file, zip, EXPERIMENT);
        if (!experiment.isObject()) {
            throw damaged(file, EXPERIMENT + " is no object", null);
        }
        return experiment;
    }

    /** Tells whether there is an entry of that name with a verified hash. */
    private static boolean has(ZipFile zip, JsonNode manifest, String name) {
        return zip.getEntry(name) != null
                && (isFirstSchema(manifest) || manifest.path("sha256").has(name));
    }

    /** The file that this checkpoint was read from. */
    public Path file() {
        return file;
    }

    /** The step after which it was written. */
    public long step() {
        return manifest.path("step").asLong();
    }

    /**
     * The fingerprint of the data it was trained on; checkpoints of the first schema do not record
     * it.
     */
    public Optional<String> dataFingerprint() {
        return Optional.ofNullable(state).map(TrainingState::dataFingerprint);
    }

    /** The number of real examples that were read until then. */
    long examplesSeen() {
        return manifest.path("examples-seen").asLong();
    }

    /** The training time until then, in nanoseconds. */
    long trainingNanos() {
        return manifest.path("training-nanos").asLong();
    }

    /**
     * The state of training, without the networks.
     *
     * @throws DataException if it is from a version that could not continue runs
     */
    TrainingState state() {
        if (state == null) {
            throw new DataException(file + " has schema "
                    + manifest.path("schema").asInt() + ", which holds too little to continue from; schema " + SCHEMA
                    + " does. Train again from the beginning");
        }
        return state;
    }

    /** The name of the run that wrote it; empty if it is not recorded. */
    public Optional<String> run() {
        return Optional.ofNullable(manifest.path("run").asText(null));
    }

    /**
     * The settings of the run when it was written; empty in checkpoints of versions that did not
     * record them.
     */
    public Optional<JsonNode> experiment() {
        return Optional.ofNullable(experiment);
    }

    /**
     * Copies the parameters of the network in that role into {@code network}.
     *
     * @throws DataException if the checkpoint has none for that role, or if they do not fit
     */
    public void restore(NetworkRole role, Network network) {
        restore(role, role.key() + "/" + PARAMETERS, network);
    }

    /**
     * Copies the parameters for sampling of the network in that role into {@code network}: their
     * moving average if the run kept one, otherwise the parameters themselves.
     *
     * @throws DataException if the checkpoint has none for that role, or if they do not fit
     */
    public void restoreForSampling(NetworkRole role, Network network) {
        String average = role.key() + "/" + AVERAGE;
        restore(role, has(zip, manifest, average) ? average : role.key() + "/" + PARAMETERS, network);
    }

    private void restore(NetworkRole role, String name, Network network) {
        if (!has(zip, manifest, name)) {
            throw new DataException(file + " has no " + role.key());
        }
        read(name, network.parameters());
        network.parametersChanged();
    }

    /**
     * A vector that was stored for the network in that role, in rows of one number; empty if there
     * is none.
     * The caller closes it.
     *
     * @throws DataException if it has another length
     */
    Optional<Tensor> vector(NetworkRole role, String entry, long length) {
        String name = role.key() + "/" + entry;
        if (!has(zip, manifest, name)) {
            return Optional.empty();
        }
        Tensor vector = HostTensor.zeros(DataType.FLOAT, TensorShape.of(1), Math.toIntExact(length));
        read(name, vector);
        return Optional.of(vector);
    }

    private void read(String name, Tensor target) {
        try (InputStream in = zip.getInputStream(zip.getEntry(name))) {
            NpyFormat.read(in, file + ", " + name, new long[] {target.length()}, target.toFill());
        } catch (IOException e) {
            throw new DataException(file + ", " + name + " is damaged: " + e.getMessage(), e);
        }
        target.filled();
    }

    @Override
    public void close() {
        closeQuietly(zip);
    }

    private static JsonNode json(Path file, ZipFile zip, String name) throws IOException {
        try {
            return BoundedJson.parse(text(file, zip, name));
        } catch (JsonProcessingException e) {
            throw damaged(file, name + " is no JSON: " + BoundedJson.reason(e), e);
        }
    }

    private static String text(Path file, ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw lacking(file, name);
        }
        return new String(bytes(file, zip, entry), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(Path file, ZipFile zip, ZipEntry entry) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] content = in.readNBytes(BoundedJson.LONGEST_DOCUMENT + 1);
            if (content.length > BoundedJson.LONGEST_DOCUMENT) {
                throw tooLarge(file, entry.getName(), BoundedJson.LONGEST_DOCUMENT);
            }
            return content;
        }
    }

    /**
     * Compares the hash of an entry.
     *
     * @param most the maximum number of bytes of the entry
     * @return the number of bytes of the entry
     */
    private static long verify(Path file, ZipFile zip, String name, String expected, long most) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw lacking(file, name);
        }
        try (DigestInputStream in = new DigestInputStream(zip.getInputStream(entry), Sha256.digest())) {
            byte[] buffer = new byte[1 << 16];
            long length = 0;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                length += read;
                if (length > most) {
                    throw tooLarge(file, name, most);
                }
            }
            String actual = HexFormat.of().formatHex(in.getMessageDigest().digest());
            if (!actual.equals(expected)) {
                throw damaged(file, name + " has SHA-256 " + actual + ", expected " + expected, null);
            }
            return length;
        }
    }

    private static DataException tooLarge(Path file, String name, long most) {
        return damaged(
                file,
                "unpacked, " + name + " has more than the " + most
                        + " bytes that are left for it in a file of its size",
                null);
    }

    private static DataException incomplete(Path file, String entry, String what) {
        return damaged(file, entry + " lacks " + what, null);
    }

    private static DataException lacking(Path file, String name) {
        return damaged(file, "it lacks " + name, null);
    }

    private static DataException damaged(Path file, String what, Throwable cause) {
        return new DataException(file + " is damaged: " + what + ". Use an earlier checkpoint", cause);
    }

    private static void closeQuietly(ZipFile zip) {
        if (zip != null) {
            try {
                zip.close();
            } catch (IOException e) {
                // The zip was only read, so a failure to close it loses nothing.
            }
        }
    }
}
