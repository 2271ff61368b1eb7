package org.ganlib.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.ganlib.spi.Batch;
import org.ganlib.spi.BatchStream;
import org.ganlib.spi.Examples;
import org.ganlib.tensor.TensorShape;

/** Copies of the examples of batches, so that the batches of two streams can be compared. */
final class DrawnExamples {
    private final int elements;
    private final float[] values;
    private final int[] labels;

    private DrawnExamples(int elements, float[] values, int[] labels) {
        this.elements = elements;
        this.values = values;
        this.labels = labels;
    }

    /**
     * The examples of the next {@code batches} batches. Values that a stream does not write are
     * NaN, and labels {@link Integer#MIN_VALUE}.
     */
    static DrawnExamples from(BatchStream stream, TensorShape shape, int batchSize, int batches) {
        int elements = shape.elements();
        float[] values = new float[batches * batchSize * elements];
        int[] labels = new int[batches * batchSize];
        Batch batch = new Batch(batchSize, shape);
        for (int i = 0; i < batches; i++) {
            FloatBuffer features = batch.toFill();
            while (features.hasRemaining()) {
                features.put(Float.NaN);
            }
            Arrays.fill(batch.labels(), Integer.MIN_VALUE);
            stream.next(batch);
            batch.filled();
            float[] filled = new float[batchSize * elements];
            batch.features().read(0, filled, filled.length);
            System.arraycopy(filled, 0, values, i * filled.length, filled.length);
            System.arraycopy(batch.labels(), 0, labels, i * batchSize, batchSize);
        }
        return new DrawnExamples(elements, values, labels);
    }

    static DrawnExamples of(Examples examples) {
        return new DrawnExamples(examples.shape().elements(), examples.values(), examples.labels());
    }

    float[] values() {
        return values;
    }

    int[] labels() {
        return labels;
    }

    int elements() {
        return elements;
    }

    /** The examples {@code from} to {@code to}, exclusive. */
    DrawnExamples range(int from, int to) {
        return new DrawnExamples(
                elements,
                Arrays.copyOfRange(values, from * elements, to * elements),
                Arrays.copyOfRange(labels, from, to));
    }

    boolean sameAs(DrawnExamples other) {
        return Arrays.equals(values, other.values) && Arrays.equals(labels, other.labels);
    }

    /** Requires the same examples in the same order, to the bit. */
    void assertSameAs(DrawnExamples expected, String description) {
        assertThat(labels.length).as("%s: number of examples", description).isEqualTo(expected.labels.length);
        int value = Arrays.mismatch(values, expected.values);
        if (value >= 0) {
            assertThat(values[value])
                    .as("%s: value %s of example %s", description, value % elements, value / elements)
                    .isEqualTo(expected.values[value]);
        }
        int label = Arrays.mismatch(labels, expected.labels);
        if (label >= 0) {
            assertThat(labels[label])
                    .as("%s: label of example %s", description, label)
                    .isEqualTo(expected.labels[label]);
        }
    }

    /** The number of times that each example occurs. */
    Map<Example, Integer> counts() {
        Map<Example, Integer> counts = new HashMap<>();
        for (int i = 0; i < labels.length; i++) {
            counts.merge(
                    new Example(
                            labels[i],
                            FloatBuffer.wrap(values, i * elements, elements).slice()),
                    1,
                    Integer::sum);
        }
        return counts;
    }

    /** One example; equal to another of the same label and the same values. */
    record Example(int label, FloatBuffer values) {
        @Override
        public String toString() {
            float[] first = new float[Math.min(8, values.remaining())];
            values.duplicate().get(first);
            return "label " + label + ", values " + Arrays.toString(first)
                    + (first.length < values.remaining() ? "…" : "");
        }
    }
}
