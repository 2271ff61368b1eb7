package org.ganlib.metrics.density;

import org.ganlib.metrics.likelihood.KernelDensity;
import org.ganlib.random.RandomStream;
import org.ganlib.spi.Examples;

/**
 * A density learnt from examples: the mean of normal densities around them.
 *
 * @param centres the examples
 * @param bandwidth the standard deviation around each, in the examples' units, > 0
 */
record KernelModel(Examples centres, double bandwidth) {
    /** log q̂ at each point, in nats. */
    double[] logDensities(Examples points) {
        return KernelDensity.logDensities(points, centres, 1, new double[] {bandwidth})[0];
    }

    /** Points of this density. */
    Examples draw(int count, RandomStream random) {
        int elements = centres.shape().elements();
        float[] values = new float[Math.multiplyExact(count, elements)];
        for (int i = 0; i < count; i++) {
            int centre = random.nextInt(centres.count());
            for (int k = 0; k < elements; k++) {
                values[i * elements + k] =
                        (float) (centres.values()[centre * elements + k] + bandwidth * random.nextNormal());
            }
        }
        return new Examples(centres.shape(), values, new int[count]);
    }
}
