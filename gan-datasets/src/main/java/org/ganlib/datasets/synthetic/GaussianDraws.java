package org.ganlib.datasets.synthetic;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Objects;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Batch;
import org.ganlib.spi.BatchStream;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Examples;
import org.ganlib.spi.Split;

/**
 * Draws from a mixture of normal distributions. What is read by index comes in blocks, each from a random stream of its own, so that any
 * part can be read without drawing everything before it.
 */
final class GaussianDraws implements Dataset {
    private static final int BLOCK = 256;

    private final double[] cumulativeWeights;
    private final double[] means;
    private final double[] deviations;
    private final DatasetInfo info;
    private final Split split;

    GaussianDraws(Gaussian1d mixture, DatasetInfo info, Split split) {
        this.info = info;
        this.split = split;
        cumulativeWeights = toArray(mixture.weights());
        for (int i = 1; i < cumulativeWeights.length; i++) {
            cumulativeWeights[i] += cumulativeWeights[i - 1];
        }
        means = toArray(mixture.means());
        deviations = toArray(mixture.deviations());
    }

    @Override
    public DatasetInfo info() {
        return info;
    }

    @Override
    public BatchStream stream(RandomStream random) {
        return new Stream(random);
    }

    @Override
    public Examples read(int from, int count) {
        Objects.checkFromIndexSize(from, count, Integer.MAX_VALUE);
        float[] values = new float[count];
        int[] labels = new int[count];
        int read = 0;
        while (read < count) {
            int block = (from + read) / BLOCK;
            int skipped = (from + read) % BLOCK;
            int end = Math.min(BLOCK, skipped + count - read);
            RandomStream random = new RandomStream(seedOf(block));
            for (int i = 0; i < end; i++) {
                int label = component(random);
                float value = value(label, random);
                if (i >= skipped) {
                    values[read] = value;
                    labels[read++] = label;
                }
            }
        }
        return new Examples(info.shape(), values, labels);
    }

    @Override
    public void close() {}

    /** The blocks of the two splits have seeds that never meet. */
    private long seedOf(int block) {
        return switch (split) {
            case TRAINING -> block;
            case HELD_OUT -> (1L << Integer.SIZE) | block;
        };
    }

    private int component(RandomStream random) {
        double share = random.nextDouble();
        int component = 0;
        while (component < cumulativeWeights.length - 1 && share >= cumulativeWeights[component]) {
            component++;
        }
        return component;
    }

    private float value(int component, RandomStream random) {
        return (float) (means[component] + deviations[component] * random.nextNormal());
    }

    private static double[] toArray(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Every draw depends on the random stream alone, so the stream's state is all the position there is and the cursor is empty. */
    private final class Stream implements BatchStream {
        private final RandomStream random;

        private Stream(RandomStream random) {
            this.random = random;
        }

        @Override
        public void next(Batch batch) {
            FloatBuffer features = batch.toFill();
            int[] labels = batch.labels();
            for (int i = 0; i < labels.length; i++) {
                labels[i] = component(random);
                features.put(i, value(labels[i], random));
            }
        }

        @Override
        public byte[] cursor() {
            return new byte[0];
        }

        @Override
        public void restore(byte[] cursor) {
            if (cursor.length != 0) {
                throw new IllegalArgumentException(
                        "the cursor of endless draws is empty, was " + cursor.length + " bytes");
            }
        }
    }
}
