package org.ganlib.models.game;

import org.ganlib.network.HostArrays;
import org.ganlib.network.HostView;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.InstanceNoise;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Draws the noise that lies between examples and the critic. Allocates nothing once it was laid over either type of numbers. */
final class ExampleNoise {
    private static final int CHUNK = 4096;

    private final InstanceNoise settings;
    private final RandomStream random;
    private final HostView host = new HostView();
    private float[] floats;
    private double[] doubles;
    private double deviation;

    /** The noise of the first step, until another begins. */
    ExampleNoise(InstanceNoise settings, RandomStream random) {
        this.settings = settings;
        this.random = random;
        deviation = settings.deviation(1);
    }

    void beginStep(long step) {
        deviation = settings.deviation(step);
    }

    /** Whether there is any in this step; where there is none, nothing is drawn. */
    boolean isPresent() {
        return deviation > 0;
    }

    /** Writes {@code examples} with new noise over them to {@code target}, an array of the same type and shape. */
    void lay(INDArray examples, INDArray target) {
        boolean single = examples.dataType() == DataType.FLOAT;
        if (single && floats == null) {
            floats = new float[CHUNK];
        } else if (!single && doubles == null) {
            doubles = new double[CHUNK];
        }
        long length = examples.length();
        for (long from = 0; from < length; from += CHUNK) {
            int count = (int) Math.min(CHUNK, length - from);
            if (single) {
                host.load(examples, from, floats, count);
                for (int i = 0; i < count; i++) {
                    floats[i] = (float) (floats[i] + deviation * random.nextNormal());
                }
                host.store(floats, count, target, from);
            } else {
                host.load(examples, from, doubles, count);
                for (int i = 0; i < count; i++) {
                    doubles[i] += deviation * random.nextNormal();
                }
                host.store(doubles, count, target, from);
            }
        }
        HostArrays.written(target);
    }
}
