package org.ganlib.metrics.network;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ganlib.network.TensorShape;
import org.ganlib.problem.DataException;
import org.ganlib.spi.Examples;
import org.ganlib.spi.FeatureMap;

/** An ONNX network as features, on one thread: the same numbers each time. */
final class OnnxMap implements FeatureMap {
    private static final int BATCH = 200;

    private final OrtSession session;
    private final Path file;
    private final String input;
    private final long[] inputShape;
    private final String output;
    private final String hash;

    private OnnxMap(OrtSession session, Path file, String input, long[] inputShape, String output, String hash) {
        this.session = session;
        this.file = file;
        this.input = input;
        this.inputShape = inputShape;
        this.output = output;
        this.hash = hash;
    }

    /** @throws DataException if it is no such file, has several inputs, or lacks the output */
    static OnnxMap load(Path file, String output) {
        OnnxExternalData.check(file);
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            OrtSession session = OrtEnvironment.getEnvironment().createSession(file.toString(), options);
            try {
                return of(session, file, output);
            } catch (OrtException | RuntimeException e) {
                session.close();
                throw e;
            }
        } catch (OrtException e) {
            throw new DataException(file + ": is no ONNX model that can be run: " + e.getMessage(), e);
        }
    }

    private static OnnxMap of(OrtSession session, Path file, String output) throws OrtException {
        if (session.getNumInputs() != 1) {
            throw new DataException(file + ": has the inputs " + session.getInputNames() + ". An extractor has one.");
        }
        NodeInfo only = session.getInputInfo().values().iterator().next();
        if (!(only.getInfo() instanceof TensorInfo tensor) || tensor.getShape().length < 2) {
            throw new DataException(file + ": its input " + only.getName() + " is no tensor [N, …].");
        }
        Set<String> outputs = session.getOutputNames();
        if (!output.isEmpty() && !outputs.contains(output)) {
            throw new DataException(file + ": has no output '" + output + "', only " + outputs);
        }
        String chosen = output.isEmpty() ? outputs.iterator().next() : output;
        return new OnnxMap(
                session, file, only.getName(), tensor.getShape(), chosen, FileHash.of(file) + ", output " + chosen);
    }

    @Override
    public String hash() {
        return hash;
    }

    @Override
    public Examples features(Examples examples) {
        int batch = inputShape[0] > 0 ? Math.toIntExact(inputShape[0]) : BATCH;
        float[] values = null;
        int size = 0;
        for (int from = 0; from < examples.count(); from += batch) {
            int count = Math.min(batch, examples.count() - from);
            float[] some = run(examples, from, count, inputShape[0] > 0 ? batch : count);
            size = some.length / (inputShape[0] > 0 ? batch : count);
            if (values == null) {
                values = new float[Math.multiplyExact(size, examples.count())];
            }
            System.arraycopy(some, 0, values, from * size, count * size);
        }
        return new Examples(TensorShape.of(size), values, examples.labels());
    }

    @Override
    public Optional<Examples> probabilities(Examples examples) {
        return Probabilities.among(features(examples));
    }

    /** Runs {@code rows} examples, those beyond {@code count} being zeros. */
    private float[] run(Examples examples, int from, int count, int rows) {
        int elements = examples.shape().elements();
        long[] shape = inputShape.length == 2
                ? new long[] {rows, elements}
                : examples.shape().batch(rows);
        FloatBuffer values = FloatBuffer.allocate(rows * elements);
        values.put(0, examples.values(), from * elements, count * elements);
        try (OnnxTensor tensor = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), values, shape);
                OrtSession.Result result = session.run(Map.of(input, tensor), Set.of(output))) {
            OnnxValue found = result.get(0);
            if (!(found instanceof OnnxTensor floats) || floats.getFloatBuffer() == null) {
                throw new DataException(file + ": its output " + output + " holds no floats. Name another one.");
            }
            FloatBuffer buffer = floats.getFloatBuffer();
            float[] numbers = new float[buffer.remaining()];
            buffer.get(numbers);
            return numbers;
        } catch (OrtException e) {
            throw new DataException(
                    file + ": cannot run on examples of " + examples.shape() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("could not release " + file, e);
        }
    }
}
