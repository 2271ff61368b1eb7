package org.ganlib.models.game;

import org.ganlib.network.HostView;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The sum of two gradients by the same array, in memory of its own. */
final class GradientSum {
    private final HostView host = new HostView();
    private double[] first = new double[0];
    private double[] second = new double[0];
    private INDArray sum;

    /** The sum, in the first's type and shape; the same array each time. */
    INDArray of(INDArray one, INDArray other) {
        int count = Math.toIntExact(one.length());
        if (first.length != count) {
            first = new double[count];
            second = new double[count];
            sum = Nd4j.create(one.dataType(), one.shape());
        }
        host.read(one, 0, first);
        host.read(other, 0, second);
        for (int i = 0; i < count; i++) {
            first[i] += second[i];
        }
        host.write(first, sum, 0);
        return sum;
    }
}
