package org.ganlib.bench.contestant;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The initial parameters of one network: names like {@code layer-0/W} with the numbers in the order
 * of Deeplearning4j's flat vector. Dense weights of a map from n to m are n×m in column-major
 * order, which is m×n in row-major order; convolutions are [out, in, 4, 4] and transposed ones [in,
 * out, 4, 4], row-major.
 */
final class ParameterFile {
    private ParameterFile() {}

    /** The file of the network in that role. */
    static Path of(String folder, String role) {
        return Path.of(folder, role + ".parameters");
    }

    static void write(Path file, Map<String, float[]> parameters) {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeInt(parameters.size());
            for (Map.Entry<String, float[]> entry : parameters.entrySet()) {
                float[] values = entry.getValue();
                out.writeUTF(entry.getKey());
                out.writeInt(values.length);
                ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
                bytes.asFloatBuffer().put(values);
                out.write(bytes.array());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<String, float[]> read(Path file) {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            Map<String, float[]> parameters = new LinkedHashMap<>();
            int count = in.readInt();
            for (int i = 0; i < count; i++) {
                String name = in.readUTF();
                float[] values = new float[in.readInt()];
                byte[] bytes = new byte[values.length * Float.BYTES];
                in.readFully(bytes);
                ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
                parameters.put(name, values);
            }
            return parameters;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
