package org.ganlib.metrics.network;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ganlib.problem.DataException;
import org.ganlib.spi.Examples;
import org.ganlib.spi.FeatureMap;
import org.ganlib.tensor.TensorShape;

/** An ONNX network as features, on one thread: the same numbers each time. */
final class OnnxMap implements FeatureMap {
    private static final int BATCH = 200;
    /** No side of an example and no fixed batch is longer. */
    private static final long LARGEST_SIZE = 1 << 20;
    /** The relative difference that single precision may cause between two rows of a batch. */
    private static final double ROUNDING = 1e-3;
    /** 1 GiB of floats for one batch. */
    private static final long LARGEST_BATCH = 1L << 28;

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
            // ONNX Runtime shall not log failures: they are thrown as exceptions, whose messages
            // are printed.
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            OrtSession session = OrtEnvironment.getEnvironment().createSession(file.toString(), options);
            try {
                return of(session, file, output);
            } catch (OrtException | RuntimeException e) {
                session.close();
                throw e;
            }
        } catch (OrtException e) {
            throw new DataException(file + ": is no ONNX model that can be run: " + oneLine(e), e);
        }
    }

    /** The runtime's message, which may span several lines, on one. */
    private static String oneLine(OrtException e) {
        return String.valueOf(e.getMessage()).strip().replaceAll("\\s+", " ");
    }

    private static OnnxMap of(OrtSession session, Path file, String output) throws OrtException {
        if (session.getNumInputs() != 1) {
            throw new DataException(file + ": has the inputs " + session.getInputNames() + ". An extractor has one.");
        }
        NodeInfo only = session.getInputInfo().values().iterator().next();
        if (!(only.getInfo() instanceof TensorInfo tensor) || tensor.getShape().length < 2) {
            throw new DataException(file + ": its input " + only.getName() + " is no tensor [N, …].");
        }
        long[] shape = tensor.getShape();
        for (long size : shape) {
            // −1 stands for any.
            if (size == 0 || size < -1 || size > LARGEST_SIZE) {
                throw new DataException(file + ": its input " + only.getName() + " has the shape "
                        + Arrays.toString(shape) + ", which no examples have. Export the model anew.");
            }
        }
        Set<String> outputs = session.getOutputNames();
        if (!output.isEmpty() && !outputs.contains(output)) {
            throw new DataException(file + ": has no output '" + output + "', only " + outputs);
        }
        String chosen = output.isEmpty() ? outputs.iterator().next() : output;
        return new OnnxMap(session, file, only.getName(), shape, chosen, FileHash.of(file) + ", output " + chosen);
    }

    @Override
    public String hash() {
        return hash;
    }

    @Override
    public Examples features(Examples examples) {
        requireFitting(examples);
        int batch = (int) (isFixed() ? inputShape[0] : BATCH);
        float[] values = null;
        int size = 0;
        for (int from = 0; from < examples.count(); from += batch) {
            int count = Math.min(batch, examples.count() - from);
            int rows = isFixed() ? batch : count;
            Output some = run(examples, from, count, rows, 0);
            requireRows(examples, some, rows);
            if (values == null) {
                size = some.values.length / rows;
                values = new float[Math.multiplyExact(size, examples.count())];
            } else if (some.values.length / rows != size) {
                throw new DataException(file + ": its output " + output + " has " + some.values.length / rows
                        + " numbers per example in one batch and " + size + " in another. Name another one.");
            }
            System.arraycopy(some.values, 0, values, from * size, count * size);
        }
        return new Examples(TensorShape.of(size), values, examples.labels());
    }

    /** Tells whether the model fixes the number of examples per run. */
    private boolean isFixed() {
        return inputShape[0] > 0;
    }

    private void requireFitting(Examples examples) {
        long[] shape = shape(examples, 1);
        boolean fits = shape.length == inputShape.length;
        for (int k = 1; fits && k < shape.length; k++) {
            fits = inputShape[k] < 0 || inputShape[k] == shape[k];
        }
        if (!fits) {
            throw new DataException(file + ": its input " + input + " has the shape " + Arrays.toString(inputShape)
                    + ", −1 standing for any size, and examples are " + examples.shape()
                    + ". Give a model of such examples.");
        }
        if (isFixed() && inputShape[0] * examples.shape().elements() > LARGEST_BATCH) {
            throw new DataException(file + ": takes " + inputShape[0] + " examples at once, of " + examples.shape()
                    + " more than fit into memory. Export the model with a batch of any size.");
        }
    }

    /** Examples must lie along the output's first axis. */
    private void requireRows(Examples examples, Output some, int rows) {
        boolean perExample = some.shape.length > 0 && some.shape[0] == rows;
        if (perExample && rows > 1 && Arrays.stream(some.shape).skip(1).anyMatch(size -> size == rows)) {
            // Another axis has the same length, so the shape does not tell which axis counts the
            // examples.
            perExample =
                    isFixed() ? followsItsExample(examples) : run(examples, 0, 1, rows + 1, 0).shape[0] == rows + 1;
        }
        if (!perExample || some.values.length == 0) {
            throw new DataException(file + ": its output " + output + " has the shape " + Arrays.toString(some.shape)
                    + " for " + rows + " examples, must be [" + rows
                    + ", …] with a vector for each. Name another output.");
        }
    }

    /**
     * Tells whether an example gives the same output in the first and in the second row of a batch.
     */
    private boolean followsItsExample(Examples examples) {
        int batch = (int) inputShape[0];
        float[] first = run(examples, 0, 1, batch, 0).values;
        float[] second = run(examples, 0, 1, batch, 1).values;
        int size = first.length / batch;
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < size; i++) {
            largest = Math.max(largest, Math.abs(first[i]));
            difference = Math.max(difference, Math.abs(first[i] - second[size + i]));
        }
        return difference <= ROUNDING * largest;
    }

    private long[] shape(Examples examples, int rows) {
        return inputShape.length == 2
                ? new long[] {rows, examples.shape().elements()}
                : examples.shape().batch(rows);
    }

    /** The model's output for a batch. */
    private static final class Output {
        private final long[] shape;
        private final float[] values;

        private Output(long[] shape, float[] values) {
            this.shape = shape;
            this.values = values;
        }
    }

    @Override
    public Optional<Examples> probabilities(Examples examples) {
        return Probabilities.among(features(examples));
    }

    /**
     * Runs the model on a batch of {@code rows} rows. {@code count} of the given examples are in
     * it, beginning at row {@code at}; the other rows are zero.
     */
    private Output run(Examples examples, int from, int count, int rows, int at) {
        int elements = examples.shape().elements();
        FloatBuffer values = FloatBuffer.allocate(Math.multiplyExact(rows, elements));
        values.put(at * elements, examples.values(), from * elements, count * elements);
        try (OnnxTensor tensor =
                        OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), values, shape(examples, rows));
                OrtSession.Result result = session.run(Map.of(input, tensor), Set.of(output))) {
            OnnxValue found = result.get(0);
            if (!(found instanceof OnnxTensor floats) || floats.getFloatBuffer() == null) {
                throw new DataException(file + ": its output " + output + " holds no floats. Name another one.");
            }
            FloatBuffer buffer = floats.getFloatBuffer();
            float[] numbers = new float[buffer.remaining()];
            buffer.get(numbers);
            return new Output(floats.getInfo().getShape(), numbers);
        } catch (OrtException e) {
            throw new DataException(file + ": cannot run on examples of " + examples.shape() + ": " + oneLine(e), e);
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
