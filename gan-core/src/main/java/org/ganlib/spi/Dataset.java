package org.ganlib.spi;

import java.util.List;
import java.util.Optional;
import org.ganlib.random.RandomStream;

/** An open data set. */
public interface Dataset extends AutoCloseable {
    /** The description of the data. */
    DatasetInfo info();

    /**
     * An endless stream of minibatches: epochs in a new random order each, or fresh draws from a
     * distribution. The order depends on {@code random} alone; an epoch's last examples that do not
     * fill a batch are joined by the first ones of the next epoch.
     */
    BatchStream stream(RandomStream random);

    /**
     * Examples in their fixed order, for metrics: the same call gives the same examples.
     *
     * @param from index of the first
     * @param count the number of examples
     * @throws IndexOutOfBoundsException if there are fewer
     */
    Examples read(int from, int count);

    /**
     * Reads examples by their indices in the order of {@link #read(int, int)}.
     *
     * @param indices the indices, in the order in which the examples are returned
     * @throws IndexOutOfBoundsException if there is no such example
     */
    default Examples read(int[] indices) {
        int elements = info().shape().elements();
        float[] values = new float[Math.multiplyExact(indices.length, elements)];
        int[] labels = new int[indices.length];
        for (int i = 0; i < indices.length; i++) {
            Examples one = read(indices[i], 1);
            System.arraycopy(one.values(), 0, values, i * elements, elements);
            labels[i] = one.labels()[0];
        }
        return new Examples(info().shape(), values, labels);
    }

    /**
     * The class of the example at an index in the order of {@link #read(int, int)}; −1 if it has
     * none. A data set that knows the class without reading the example overrides this.
     *
     * @throws IndexOutOfBoundsException if there is no such example
     */
    default int label(int index) {
        return read(index, 1).labels()[0];
    }

    /**
     * Tells whether this data is the data that an earlier run recorded. An earlier version of the
     * data set's plugin may have computed fingerprints by another rule, so an implementation also
     * compares with the fingerprint by that rule. It computes that one only when this is called.
     *
     * @param recorded a fingerprint as {@link DatasetInfo#fingerprint()} once gave it
     */
    default boolean hasFingerprint(String recorded) {
        return info().fingerprint().equals(recorded);
    }

    /**
     * The number of examples of each class, in the order of the class names; empty if examples have
     * no classes or the data set is endless.
     */
    default List<Integer> classCounts() {
        return List.of();
    }

    /**
     * Remarks for the user on how the data was read, such as folders that were skipped or labels
     * that were renumbered. Each remark is one line without a full stop.
     */
    default List<String> remarks() {
        return List.of();
    }

    /** The distribution that examples are drawn from, where it is known exactly. */
    default Optional<KnownDistribution> distribution() {
        return Optional.empty();
    }

    /** Releases files. */
    @Override
    void close();
}
