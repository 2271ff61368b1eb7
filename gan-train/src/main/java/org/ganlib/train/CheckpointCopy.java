package org.ganlib.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.ganlib.file.AtomicFile;
import org.ganlib.file.NpyFormat;
import org.ganlib.file.Sha256;
import org.ganlib.tensor.HostTensor;

/**
 * A copy of what a checkpoint holds, made between two steps, so that training can go on while the
 * file is written. It has each network's Deeplearning4j configuration, parameters, updater state
 * and, if one is kept, average of the parameters, and the {@link TrainingState}. The file is a zip.
 * Its manifest, {@code checkpoint.json}, has the schema version and the SHA-256 of each entry; the
 * last entry is the manifest's own hash. Two runs that compute the same numbers write the same
 * bytes, except for the manifest, which has the time spent and the run's name, and for its hash.
 */
final class CheckpointCopy implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * The time stamp of every entry. It is constant, so that equal states give equal bytes; zip
     * files know no time before 1980.
     */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    private final long step;
    private final long examplesSeen;
    private final long trainingNanos;
    private final Optional<RunIdentity> identity;
    private final Map<String, AtomicFile.Content> entries = new LinkedHashMap<>();
    private final List<HostTensor> vectors = new ArrayList<>();

    private CheckpointCopy(long step, long examplesSeen, long trainingNanos, Optional<RunIdentity> identity) {
        this.step = step;
        this.examplesSeen = examplesSeen;
        this.trainingNanos = trainingNanos;
        this.identity = identity;
    }

    /** Copies everything; nothing is shared with what trains on. */
    static CheckpointCopy of(
            long step,
            long examplesSeen,
            long trainingNanos,
            List<NetworkUpdater> updaters,
            TrainingState state,
            Optional<RunIdentity> identity) {
        CheckpointCopy copy = new CheckpointCopy(step, examplesSeen, trainingNanos, identity);
        try {
            updaters.forEach(copy::add);
            copy.add(Checkpoint.TRAINING, json(state));
            identity.ifPresent(of -> copy.add(Checkpoint.EXPERIMENT, json(of.experiment())));
            return copy;
        } catch (RuntimeException | Error e) {
            copy.close();
            throw e;
        }
    }

    private void add(NetworkUpdater updater) {
        String folder = updater.role().key() + "/";
        add(
                folder + "configuration.json",
                updater.network().definition().toJson().getBytes(StandardCharsets.UTF_8));
        add(folder + Checkpoint.PARAMETERS, HostTensor.copyOf(updater.network().parameters()));
        HostTensor state = updater.state();
        if (state != null) {
            add(folder + Checkpoint.UPDATER, state);
        }
        updater.average().ifPresent(average -> add(folder + Checkpoint.AVERAGE, average.copy()));
    }

    private void add(String name, byte[] content) {
        entries.put(name, out -> out.write(content));
    }

    private void add(String name, HostTensor vector) {
        vectors.add(vector);
        entries.put(name, out -> NpyFormat.write(out, new long[] {vector.length()}, vector.toFill()));
    }

    long step() {
        return step;
    }

    /**
     * Writes the file, as a whole or not at all, and to the disk itself.
     *
     * @throws org.ganlib.problem.GanException if that is not possible
     */
    void write(Path file) {
        AtomicFile.write(file, out -> {
            ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
            // Parameters are close to random bits; trying to compress them costs more time than
            // writing them.
            zip.setLevel(Deflater.NO_COMPRESSION);
            Map<String, String> hashes = new LinkedHashMap<>();
            for (Map.Entry<String, AtomicFile.Content> entry : entries.entrySet()) {
                hashes.put(entry.getKey(), write(zip, entry.getKey(), entry.getValue()));
            }
            byte[] manifest = json(manifest(hashes));
            String own = write(zip, Checkpoint.MANIFEST, o -> o.write(manifest));
            write(zip, Checkpoint.MANIFEST_HASH, o -> o.write(own.getBytes(StandardCharsets.UTF_8)));
            zip.finish();
        });
    }

    /** @return the entry's SHA-256, in hexadecimal digits */
    private static String write(ZipOutputStream zip, String name, AtomicFile.Content content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(NO_TIME);
        zip.putNextEntry(entry);
        DigestOutputStream hashed = new DigestOutputStream(zip, Sha256.digest());
        content.writeTo(hashed);
        zip.closeEntry();
        return HexFormat.of().formatHex(hashed.getMessageDigest().digest());
    }

    private Map<String, Object> manifest(Map<String, String> hashes) {
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("schema", Checkpoint.SCHEMA);
        manifest.put("step", step);
        manifest.put("examples-seen", examplesSeen);
        manifest.put("training-nanos", trainingNanos);
        identity.ifPresent(of -> {
            if (of.run() != null) {
                manifest.put("run", of.run());
            }
            manifest.put("experiment", HexFormat.of().formatHex(Sha256.digest().digest(json(of.experiment()))));
        });
        manifest.put("sha256", hashes);
        return manifest;
    }

    private static byte[] json(Object content) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("records and maps of texts and numbers are always JSON", e);
        }
    }

    /** Frees the copies. */
    @Override
    public void close() {
        vectors.forEach(HostTensor::close);
        vectors.clear();
        entries.clear();
    }
}
