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
     * Tests whether this data is what an earlier run recorded, by a rule that an earlier version of the
     * data set's plugin used for its fingerprints, if it is not today's rule. Nothing is computed for
     * an old rule before it is asked for.
     *
     * @param recorded a fingerprint as {@link DatasetInfo#fingerprint()} once gave it
     */
    default boolean hasFingerprint(String recorded) {
        return info().fingerprint().equals(recorded);
    }

    /**
     * The number of examples of each class, in the order of the class names; empty where examples have
     * no classes or are drawn without end.
     */
    default List<Integer> classCounts() {
        return List.of();
    }

    /**
     * Remarks on how the data was read that a user should see: folders that were passed over, labels
     * that were numbered anew. Each is one line without a full stop.
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
