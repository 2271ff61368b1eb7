package org.ganlib.network;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager.Location;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Moves numbers between row-major arrays that are no views and plain Java memory, without allocating. */
public final class HostArrays {
    private HostArrays() {}

    /** A float array's memory as a buffer from 0 to its length, for reading and, after {@link #written}, for writing. */
    public static FloatBuffer floats(INDArray array) {
        require(array, DataType.FLOAT);
        Nd4j.getAffinityManager().ensureLocation(array, Location.HOST);
        return array.data().asNioFloat();
    }

    /** Declares that the array's host memory was written to. */
    public static void written(INDArray array) {
        Nd4j.getAffinityManager().tagLocation(array, Location.HOST);
    }

    /** Copies {@code target.length} numbers, starting at element {@code from} of the array. */
    public static void read(INDArray array, int from, double[] target) {
        Nd4j.getAffinityManager().ensureLocation(array, Location.HOST);
        if (array.dataType() == DataType.FLOAT) {
            FloatBuffer source = array.data().asNioFloat();
            for (int i = 0; i < target.length; i++) {
                target[i] = source.get(from + i);
            }
        } else {
            require(array, DataType.DOUBLE);
            array.data().asNioDouble().position(from).get(target);
        }
    }

    /** Copies all of {@code source} to the array, starting at its element {@code from}. */
    public static void write(double[] source, INDArray array, int from) {
        if (array.dataType() == DataType.FLOAT) {
            FloatBuffer target = array.data().asNioFloat();
            for (int i = 0; i < source.length; i++) {
                target.put(from + i, (float) source[i]);
            }
        } else {
            require(array, DataType.DOUBLE);
            DoubleBuffer target = array.data().asNioDouble();
            target.position(from).put(source);
        }
        written(array);
    }

    private static void require(INDArray array, DataType type) {
        if (array.dataType() != type) {
            throw new IllegalArgumentException("expected an array of " + type + ", was " + array.dataType());
        }
    }
}
