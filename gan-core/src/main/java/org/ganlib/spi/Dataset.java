package org.ganlib.spi;

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

    /** The distribution that examples are drawn from, where it is known exactly. */
    default Optional<KnownDistribution> distribution() {
        return Optional.empty();
    }

    /** Releases files. */
    @Override
    void close();
}
