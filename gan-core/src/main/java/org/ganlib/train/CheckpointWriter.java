package org.ganlib.train;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.util.ArrayList;
import java.util.Base64;
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
 * parameters; the random streams and the data cursor. The last entry, {@code checkpoint.json}, carries the schema version and the SHA-256 of every other entry.
 */
final class CheckpointWriter {
    private final long step;
    private final long examplesSeen;
    private final long trainingNanos;
    private final List<Mover> movers = new ArrayList<>();
    private Map<String, byte[]> streams = Map.of();
    private byte[] cursor = {};

    CheckpointWriter(long step, long examplesSeen, long trainingNanos) {
        this.step = step;
        this.examplesSeen = examplesSeen;
        this.trainingNanos = trainingNanos;
    }

    CheckpointWriter network(Mover mover) {
        movers.add(mover);
        return this;
    }

    CheckpointWriter streams(Map<String, byte[]> states) {
        streams = states;
        return this;
    }

    CheckpointWriter cursor(byte[] position) {
        cursor = position;
        return this;
    }

    void write(Path file) {
        AtomicFile.write(file, out -> {
            ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
            // Parameters are close to random bits; trying to compress them costs more time than writing them.
            zip.setLevel(Deflater.NO_COMPRESSION);
            Map<String, String> hashes = new LinkedHashMap<>();
            for (Mover mover : movers) {
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
                        entry(zip, folder + "updater.npy", hashes, o -> npy(o, state));
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
            zip.putNextEntry(new ZipEntry(Checkpoint.MANIFEST));
            zip.write(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest(hashes)));
            zip.closeEntry();
            zip.finish();
        });
    }

    private Map<String, Object> manifest(Map<String, String> hashes) {
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("schema", Checkpoint.SCHEMA);
        manifest.put("step", step);
        manifest.put("examples-seen", examplesSeen);
        manifest.put("training-nanos", trainingNanos);
        Map<String, Long> updates = new LinkedHashMap<>();
        movers.forEach(m -> updates.put(m.role().key(), m.updates()));
        manifest.put("updates", updates);
        Map<String, String> states = new LinkedHashMap<>();
        streams.forEach((name, state) -> states.put(name, Base64.getEncoder().encodeToString(state)));
        manifest.put("random-streams", states);
        manifest.put("data-cursor", Base64.getEncoder().encodeToString(cursor));
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
