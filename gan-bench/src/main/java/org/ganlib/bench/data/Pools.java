package org.ganlib.bench.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.ganlib.bench.workload.DataKind;
import org.ganlib.datasets.image.Mnist;
import org.ganlib.datasets.indexed.PixelRange;
import org.ganlib.random.RandomStream;
import org.ganlib.random.RandomStreams;
import org.ganlib.spi.DataLocation;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.Split;
import org.ganlib.tensor.TensorShape;

/** Makes the pools. The examples depend on a fixed seed alone. */
public final class Pools {
    private static final long SEED = 20_261_122;
    private static final int MODES = 8;
    private static final int POINTS = 8_192;
    private static final double DEVIATION = .01;
    private static final int IMAGES = 512;
    private static final int SIDE = 64;
    private static final int LARGE_IMAGES = 160;
    private static final int LARGE_SIDE = 112;
    private static final int COLOURS = 3;

    private Pools() {}

    /** The pool of that kind, dealt in the order of the stream {@code data}. */
    public static Pool of(DataKind kind, RandomStreams streams) {
        RandomStream order = streams.named("data");
        RandomStream content = new RandomStream(SEED);
        return switch (kind) {
            case RING -> new Pool(TensorShape.of(2), ring(content), order);
            case DIGITS -> new Pool(TensorShape.of(1, 28, 28), digits(), order);
            case WAVES -> new Pool(TensorShape.of(COLOURS, SIDE, SIDE), waves(IMAGES, SIDE, content), order);
            case LARGE_WAVES ->
                new Pool(
                        TensorShape.of(COLOURS, LARGE_SIDE, LARGE_SIDE),
                        waves(LARGE_IMAGES, LARGE_SIDE, content),
                        order);
        };
    }

    private static float[] ring(RandomStream random) {
        float[] points = new float[2 * POINTS];
        for (int i = 0; i < POINTS; i++) {
            double angle = 2 * Math.PI * random.nextInt(MODES) / MODES;
            points[2 * i] = (float) (Math.cos(angle) + DEVIATION * random.nextNormal());
            points[2 * i + 1] = (float) (Math.sin(angle) + DEVIATION * random.nextNormal());
        }
        return points;
    }

    private static float[] digits() {
        Mnist source = new Mnist(Mnist.Subset.EMBEDDED, PixelRange.SIGNED);
        try (Dataset digits = source.open(new DataLocation(List.of(Path.of("."))), Split.TRAINING)) {
            return digits.read(0, digits.info().examples().orElseThrow()).values();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A plane wave of random direction and phase per colour. */
    private static float[] waves(int images, int side, RandomStream random) {
        float[] values = new float[images * COLOURS * side * side];
        int position = 0;
        for (int plane = 0; plane < images * COLOURS; plane++) {
            double across = .5 * random.nextNormal();
            double down = .5 * random.nextNormal();
            double phase = 2 * Math.PI * random.nextDouble();
            for (int y = 0; y < side; y++) {
                for (int x = 0; x < side; x++) {
                    values[position++] = (float) Math.cos(across * x + down * y + phase);
                }
            }
        }
        return values;
    }
}
