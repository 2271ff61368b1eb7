package org.ganlib.network;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.concurrency.AffinityManager.Location;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Moves numbers between row-major arrays that are no views and plain Java memory, once; a loop keeps a {@link HostView}. */
public final class HostArrays {
    private HostArrays() {}

    /** A float array's memory as a buffer from 0 to its length, for reading and, after {@link #written}, for writing. */
    public static FloatBuffer floats(INDArray array) {
        return new HostView().floats(array);
    }

    /** Declares that the array's host memory was written to. */
    public static void written(INDArray array) {
        Nd4j.getAffinityManager().tagLocation(array, Location.HOST);
    }

    /** Copies {@code target.length} numbers, starting at element {@code from} of the array. */
    public static void read(INDArray array, int from, double[] target) {
        new HostView().read(array, from, target);
    }

    /** Copies all of {@code source} to the array, starting at its element {@code from}. */
    public static void write(double[] source, INDArray array, int from) {
        new HostView().write(source, array, from);
    }
}
