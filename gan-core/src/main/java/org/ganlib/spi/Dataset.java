package org.ganlib.spi;

import java.util.List;
import java.util.Optional;
import org.ganlib.random.RandomStream;

/** An open data set. */
public interface Dataset extends AutoCloseable {
    /** What it is. */
    DatasetInfo info();

    /**
     * An endless stream of minibatches: epochs in a new random order each, or fresh draws from a distribution. The order depends on
     * {@code random} alone; an epoch's last examples that do not fill a batch are joined by the first ones of the next epoch.
     */
    BatchStream stream(RandomStream random);

    /**
     * Examples in their fixed order, for metrics: the same call gives the same examples.
     *
     * @param from index of the first
     * @param count how many
     * @throws IndexOutOfBoundsException if there are fewer
     */
    Examples read(int from, int count);

    /**
     * Examples by their places in the order of {@link #read(int, int)}.
     *
     * @param indices which ones, in the order they are returned in
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
     * The class of an example, by its place in the order of {@link #read(int, int)}; −1 where it
     * has none. Data sets that know it without reading the example say so here.
     *
     * @throws IndexOutOfBoundsException if there is no such example
     */
    default int label(int index) {
        return read(index, 1).labels()[0];
    }

    /**
     * Tests whether this data is what an earlier run recorded, by a rule that an earlier version of
     * the data set's plugin used for its fingerprints, if it is not today's rule. Nothing is
     * computed for an old rule before it is asked for.
     *
     * @param recorded a fingerprint as {@link DatasetInfo#fingerprint()} once gave it
     */
    default boolean hasFingerprint(String recorded) {
        return info().fingerprint().equals(recorded);
    }

    /**
     * The number of examples of each class, in the order of the class names; empty where examples
     * have no classes or are drawn without end.
     */
    default List<Integer> classCounts() {
        return List.of();
    }

    /**
     * Remarks on how the data was read that a user should see: folders that were passed over,
     * labels that were numbered anew. Each is one line without a full stop.
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
