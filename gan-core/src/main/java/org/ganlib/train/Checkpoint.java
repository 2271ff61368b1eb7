package org.ganlib.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.ganlib.file.NpyFormat;
import org.ganlib.file.Sha256;
import org.ganlib.network.HostArrays;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkRole;
import org.ganlib.problem.DataException;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A checkpoint that was opened for reading, its manifest and every entry's hash verified. */
public final class Checkpoint implements AutoCloseable {
    static final String MANIFEST = "checkpoint.json";
    static final String PARAMETERS = "parameters.npy";
    /** The moving average of the parameters; absent where the run kept none. */
    static final String AVERAGE = "average.npy";

    static final int SCHEMA = 1;

    private final Path file;
    private final ZipFile zip;
    private final JsonNode manifest;

    private Checkpoint(Path file, ZipFile zip, JsonNode manifest) {
        this.file = file;
        this.zip = zip;
        this.manifest = manifest;
    }

    /**
     * Opens a checkpoint and verifies it.
     *
     * @throws DataException if it is damaged or was written by a newer version; says what
     */
    public static Checkpoint open(Path file) {
        ZipFile zip = null;
        try {
            zip = new ZipFile(file.toFile());
            ZipEntry entry = zip.getEntry(MANIFEST);
            if (entry == null) {
                throw new DataException(file + " is no checkpoint: it has no " + MANIFEST);
            }
            JsonNode manifest;
            try (InputStream in = zip.getInputStream(entry)) {
                manifest = new ObjectMapper().readTree(in);
            }
            int schema = manifest.path("schema").asInt();
            if (schema != SCHEMA) {
                throw new DataException(file + " has schema " + schema + ", this version reads " + SCHEMA
                        + ". Use the version of ganlib that wrote it (environment.json names it)");
            }
            for (Map.Entry<String, JsonNode> hash : manifest.path("sha256").properties()) {
                verify(file, zip, hash.getKey(), hash.getValue().asText());
            }
            Checkpoint checkpoint = new Checkpoint(file, zip, manifest);
            zip = null;
            return checkpoint;
        } catch (IOException e) {
            throw new DataException(file + " is damaged: " + e.getMessage() + ". Use an earlier checkpoint", e);
        } finally {
            closeQuietly(zip);
        }
    }

    /** The step after which it was written. */
    public long step() {
        return manifest.path("step").asLong();
    }

    /**
     * Writes the parameters of the network in that role into {@code network}.
     *
     * @throws DataException if the checkpoint has none for that role, or they do not fit
     */
    public void restore(NetworkRole role, Network network) {
        restore(role, role.key() + "/" + PARAMETERS, network);
    }

    /**
     * Writes what the network in that role is sampled with into {@code network}: the moving average of its parameters if the run kept one,
     * otherwise its parameters.
     *
     * @throws DataException if the checkpoint has none for that role, or they do not fit
     */
    public void restoreForSampling(NetworkRole role, Network network) {
        String average = role.key() + "/" + AVERAGE;
        restore(role, zip.getEntry(average) == null ? role.key() + "/" + PARAMETERS : average, network);
    }

    private void restore(NetworkRole role, String name, Network network) {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new DataException(file + " has no " + role.key());
        }
        INDArray parameters = network.parameters();
        try (InputStream in = zip.getInputStream(entry)) {
            NpyFormat.read(
                    in,
                    file + ", " + name,
                    new long[] {parameters.length()},
                    HostArrays.floats(parameters).slice(0, (int) parameters.length()));
        } catch (IOException e) {
            throw new DataException(file + ", " + name + " is damaged: " + e.getMessage(), e);
        }
        HostArrays.written(parameters);
        network.parametersChanged();
    }

    @Override
    public void close() {
        closeQuietly(zip);
    }

    private static void verify(Path file, ZipFile zip, String name, String expected) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new DataException(file + " is damaged: it lacks " + name + ". Use an earlier checkpoint");
        }
        try (DigestInputStream in = new DigestInputStream(zip.getInputStream(entry), Sha256.digest())) {
            in.transferTo(OutputStream.nullOutputStream());
            String actual = HexFormat.of().formatHex(in.getMessageDigest().digest());
            if (!actual.equals(expected)) {
                throw new DataException(file + " is damaged: " + name + " has SHA-256 " + actual + ", expected "
                        + expected + ". Use an earlier checkpoint");
            }
        }
    }

    private static void closeQuietly(ZipFile zip) {
        if (zip != null) {
            try {
                zip.close();
            } catch (IOException e) {
                // Nothing was written through it, so nothing can be lost.
            }
        }
    }
}
