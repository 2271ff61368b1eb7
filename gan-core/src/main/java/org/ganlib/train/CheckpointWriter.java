package org.ganlib.train;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.ganlib.file.AtomicFile;
import org.ganlib.file.NpyFormat;
import org.ganlib.file.Sha256;
import org.ganlib.network.HostArrays;
import org.ganlib.network.SlabVector;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Writes a checkpoint: a zip of each network's Deeplearning4j configuration, parameters, updater state and, where one is kept, average of the
 * parameters; and the {@link TrainingState}. The manifest, {@code checkpoint.json}, carries the schema version and the SHA-256 of each of these
 * entries; the last entry is its own.
 */
final class CheckpointWriter {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final long step;
    private final long examplesSeen;
    private final long trainingNanos;

    CheckpointWriter(long step, long examplesSeen, long trainingNanos) {
        this.step = step;
        this.examplesSeen = examplesSeen;
        this.trainingNanos = trainingNanos;
    }

    void write(Path file, List<Mover> movers, TrainingState state) {
        AtomicFile.write(file, out -> {
            ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
            // Parameters are close to random bits; trying to compress them costs more time than writing them.
            zip.setLevel(Deflater.NO_COMPRESSION);
            Map<String, String> hashes = new LinkedHashMap<>();
            for (Mover mover : movers) {
                network(zip, hashes, mover);
            }
            byte[] training = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(state);
            entry(zip, Checkpoint.TRAINING, hashes, o -> o.write(training));
            byte[] manifest = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest(hashes));
            Map<String, String> own = new LinkedHashMap<>();
            entry(zip, Checkpoint.MANIFEST, own, o -> o.write(manifest));
            zip.putNextEntry(new ZipEntry(Checkpoint.MANIFEST_HASH));
            zip.write(own.get(Checkpoint.MANIFEST).getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
            zip.finish();
        });
    }

    private static void network(ZipOutputStream zip, Map<String, String> hashes, Mover mover) throws IOException {
        String folder = mover.role().key() + "/";
        byte[] configuration = mover.network().definition().toJson().getBytes(StandardCharsets.UTF_8);
        entry(zip, folder + "configuration.json", hashes, o -> o.write(configuration));
        entry(
                zip,
                folder + Checkpoint.PARAMETERS,
                hashes,
                o -> npy(o, mover.network().parameters()));
        try (INDArray state = mover.state()) {
            if (state != null) {
                entry(zip, folder + Checkpoint.UPDATER, hashes, o -> npy(o, state));
            }
        }
        if (mover.average().isPresent()) {
            SlabVector average = mover.average().get().values();
            try (INDArray copy = Nd4j.create(average.precision(), 1, average.length())) {
                average.copyTo(copy, 0);
                entry(zip, folder + Checkpoint.AVERAGE, hashes, o -> npy(o, copy));
            }
        }
    }

    private Map<String, Object> manifest(Map<String, String> hashes) {
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("schema", Checkpoint.SCHEMA);
        manifest.put("step", step);
        manifest.put("examples-seen", examplesSeen);
        manifest.put("training-nanos", trainingNanos);
        manifest.put("sha256", hashes);
        return manifest;
    }

    private static void entry(ZipOutputStream zip, String name, Map<String, String> hashes, AtomicFile.Content content)
            throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        DigestOutputStream hashed = new DigestOutputStream(zip, Sha256.digest());
        content.writeTo(hashed);
        zip.closeEntry();
        hashes.put(name, HexFormat.of().formatHex(hashed.getMessageDigest().digest()));
    }

    private static void npy(OutputStream out, INDArray vector) throws IOException {
        FloatBuffer values = HostArrays.floats(vector);
        NpyFormat.write(out, new long[] {vector.length()}, values.slice(0, (int) vector.length()));
    }
}
