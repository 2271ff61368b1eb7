package org.ganlib.datasets.synthetic;

import java.nio.FloatBuffer;
import java.util.Objects;
import java.util.Optional;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Batch;
import org.ganlib.spi.BatchStream;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Examples;
import org.ganlib.spi.KnownDistribution;
import org.ganlib.spi.Split;

/**
 * Draws from a law, without end. Examples that are read by index come in blocks, each from a random
 * stream of its own, so that any part can be read without drawing everything before it.
 */
final class Draws implements Dataset {
    private static final int BLOCK = 256;

    private final Law law;
    private final DatasetInfo info;
    private final Split split;

    /** @param info its shape has as many elements as the law has dimensions */
    Draws(Law law, DatasetInfo info, Split split) {
        this.law = law;
        this.info = info;
        this.split = split;
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
        int dimension = law.dimension();
        float[] values = new float[Math.multiplyExact(count, dimension)];
        int[] labels = new int[count];
        double[] point = new double[dimension];
        int read = 0;
        while (read < count) {
            int block = (from + read) / BLOCK;
            int skipped = (from + read) % BLOCK;
            int end = Math.min(BLOCK, skipped + count - read);
            RandomStream random = new RandomStream(seedOf(block));
            for (int i = 0; i < end; i++) {
                int label = law.draw(random, point);
                if (i >= skipped) {
                    for (int k = 0; k < dimension; k++) {
                        values[read * dimension + k] = (float) point[k];
                    }
                    labels[read++] = label;
                }
            }
        }
        return new Examples(info.shape(), values, labels);
    }

    @Override
    public Optional<KnownDistribution> distribution() {
        return Optional.of(law);
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

    /**
     * Every draw depends on the random stream alone, so the stream's state is all the position
     * there is and the cursor is empty.
     */
    private final class Stream implements BatchStream {
        private final RandomStream random;
        private final double[] point = new double[law.dimension()];

        private Stream(RandomStream random) {
            this.random = random;
        }

        @Override
        public void next(Batch batch) {
            FloatBuffer features = batch.toFill();
            int[] labels = batch.labels();
            for (int i = 0; i < labels.length; i++) {
                labels[i] = law.draw(random, point);
                for (int k = 0; k < point.length; k++) {
                    features.put(i * point.length + k, (float) point[k]);
                }
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
