package org.ganlib.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.ganlib.cli.evaluate.SampleFile;
import org.ganlib.metrics.linear.Selection;
import org.ganlib.network.Network;
import org.ganlib.network.NetworkRequest;
import org.ganlib.plugin.PluginCatalog;
import org.ganlib.problem.DataException;
import org.ganlib.random.RandomStreams;
import org.ganlib.spi.DataLocation;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.Examples;
import org.ganlib.spi.KnownDistribution;
import org.ganlib.spi.Split;
import org.ganlib.spi.Subset;
import org.ganlib.wiring.Engines;

/** Examples of any origin against real ones, without the networks they came from. */
final class FileSubject implements Subject {
    private final GivenData real;
    private final Examples generated;
    private final Optional<Examples> heldOut;
    private final Supplier<Engines> engines;

    private FileSubject(GivenData real, Examples generated, Optional<Examples> heldOut, Supplier<Engines> engines) {
        this.real = real;
        this.generated = generated;
        this.heldOut = heldOut;
        this.engines = engines;
    }

    /**
     * What the command line names.
     *
     * @param real a file, a folder or a data set
     * @param settings of that data set
     * @param heldOut a file, or a data set for its held-out part; null for the real side's own
     * @param fake a file, or a data set for its held-out part; of the same data set as the real side, half of that part is taken and
     *     the other half stays held out, so that nothing is compared with itself
     * @param engines opened when a metric first builds a network
     * @param seed decides the halves
     */
    record Given(
            String real, List<String> settings, String heldOut, String fake, Supplier<Engines> engines, long seed) {
        FileSubject open(PluginCatalog catalog, DataLocation location) {
            GivenData data = GivenData.open(real, settings, catalog, location);
            try {
                Examples other = heldOut == null ? null : examples(heldOut, data, catalog, location);
                boolean divided = other == null && fake.equals(real) && data.hasParts();
                if (divided) {
                    requireTwo(data);
                    Examples all = data.heldOut();
                    Subset half = Subset.of(all, (all.count() + 1) / 2, seed, "half");
                    return new FileSubject(
                            data, half.of(all), Optional.of(half.complement().of(all)), engines);
                }
                return new FileSubject(
                        data,
                        examples(fake, data, catalog, location),
                        Optional.ofNullable(other).map(this::inRandomOrder),
                        engines);
            } catch (RuntimeException e) {
                data.close();
                throw e;
            }
        }

        /** Metrics that divide held-out examples by their places may do so whatever a file's order means. */
        private Examples inRandomOrder(Examples examples) {
            return Selection.shuffled(examples, new RandomStreams(seed).named("held-out order"));
        }

        private Examples examples(String given, GivenData data, PluginCatalog catalog, DataLocation location) {
            if (GivenData.isFile(given)) {
                return SampleFile.readLike(data.info(), Path.of(given));
            }
            try (GivenData set = GivenData.open(given, given.equals(real) ? settings : List.of(), catalog, location)) {
                return SampleFile.like(data.info(), given, set.heldOut());
            }
        }
    }

    private static void requireTwo(GivenData data) {
        if (data.heldOut().count() < 2) {
            throw new DataException(data.info().name() + ": has only "
                    + data.heldOut().count() + " held-out example; comparing a data set with itself takes two.");
        }
    }

    /** The examples that are judged. */
    Examples generated() {
        return generated;
    }

    /** Whether the real side is a data set, of which at most so many examples are taken. */
    boolean isDataset() {
        return real.hasParts();
    }

    @Override
    public DatasetInfo data() {
        return real.info();
    }

    @Override
    public Examples reference() {
        return real.training();
    }

    @Override
    public Examples heldOut() {
        return heldOut.orElseGet(real::heldOut);
    }

    @Override
    public Examples real(Split split, int most, long seed) {
        return split == Split.HELD_OUT && heldOut.isPresent()
                ? RealExamples.of(heldOut.get(), most, seed)
                : real.some(split, most, seed);
    }

    @Override
    public boolean hasHeldOut() {
        return heldOut.isPresent() || real.hasParts();
    }

    @Override
    public Optional<KnownDistribution> distribution() {
        return real.distribution();
    }

    @Override
    public Network build(NetworkRequest request) {
        return engines.get().build(request);
    }

    @Override
    public void close() {
        real.close();
    }
}
