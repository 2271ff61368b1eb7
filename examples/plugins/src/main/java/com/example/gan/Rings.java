package com.example.gan;

import java.nio.FloatBuffer;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.ganlib.network.ValueRange;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.plugin.Settings;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Batch;
import org.ganlib.spi.BatchStream;
import org.ganlib.spi.DataLocation;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.DatasetSource;
import org.ganlib.spi.Examples;
import org.ganlib.spi.Split;
import org.ganlib.tensor.TensorShape;

/**
 * Points on concentric circles in the plane, drawn without end. The classes are the circles, of
 * radius 1/k, 2/k, …, 1.
 *
 * @param rings k, the number of circles; ≥ 1
 * @param noise standard deviation of the normal noise in each coordinate; ≥ 0
 */
@PluginName(value = "rings", summary = "Points on concentric circles, a class for each circle, drawn without end.")
public record Rings(
        @Setting("number of circles, ≥ 1") int rings,

        @Setting("standard deviation of the noise in each coordinate, ≥ 0")
        double noise)
        implements DatasetSource {
    private static final TensorShape SHAPE = TensorShape.of(2);

    /** Three circles. */
    public Rings() {
        this(3, 0.02);
    }

    /** @throws org.ganlib.plugin.InvalidSettingsException if a setting is out of its range */
    public Rings {
        Settings.check().atLeast("rings", rings, 1).atLeast("noise", noise, 0).orThrow();
    }

    @Override
    public Dataset open(DataLocation location, Split split) {
        return new Opened(this, split);
    }

    /** Draws a point into {@code target} and returns its class. */
    private int draw(RandomStream random, FloatBuffer target, int at) {
        int ring = random.nextInt(rings);
        double radius = (ring + 1.0) / rings;
        double angle = 2 * Math.PI * random.nextDouble();
        target.put(at, (float) (radius * Math.cos(angle) + noise * random.nextNormal()));
        target.put(at + 1, (float) (radius * Math.sin(angle) + noise * random.nextNormal()));
        return ring;
    }

    private record Opened(Rings rings, Split split) implements Dataset {
        @Override
        public DatasetInfo info() {
            return new DatasetInfo(
                    "rings",
                    SHAPE,
                    ValueRange.UNBOUNDED,
                    OptionalInt.empty(),
                    IntStream.rangeClosed(1, rings.rings())
                            .mapToObj(i -> "ring " + i)
                            .toList(),
                    "public domain",
                    "none",
                    "rings:" + rings.rings() + " rings, noise " + rings.noise());
        }

        @Override
        public BatchStream stream(RandomStream random) {
            return new Draws(rings, random);
        }

        /** Each example has a random stream of its own, so that examples can be read in any order. */
        @Override
        public Examples read(int from, int count) {
            float[] values = new float[Math.multiplyExact(2, count)];
            int[] labels = new int[count];
            long first = split == Split.TRAINING ? from : from + (1L << 32);
            for (int i = 0; i < count; i++) {
                labels[i] = rings.draw(new RandomStream(first + i), FloatBuffer.wrap(values), 2 * i);
            }
            return new Examples(SHAPE, values, labels);
        }

        @Override
        public void close() {}
    }

    /** Minibatches; their position is that of the random stream alone. */
    private record Draws(Rings rings, RandomStream random) implements BatchStream {
        @Override
        public void next(Batch batch) {
            FloatBuffer target = batch.toFill();
            for (int i = 0; i < batch.size(); i++) {
                batch.labels()[i] = rings.draw(random, target, 2 * i);
            }
        }

        @Override
        public byte[] cursor() {
            return new byte[0];
        }

        @Override
        public void restore(byte[] cursor) {
            if (cursor.length > 0) {
                throw new IllegalArgumentException(
                        "points are drawn without end, so the cursor must be empty, had " + cursor.length + " bytes");
            }
        }
    }
}
