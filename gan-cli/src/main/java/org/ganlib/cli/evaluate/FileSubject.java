package org.ganlib.cli.evaluate;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.ganlib.datasets.array.ArrayLayout;
import org.ganlib.evaluate.RealExamples;
import org.ganlib.evaluate.Subject;
import org.ganlib.machine.Engines;
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

/** Examples of any origin against real ones, without the networks they came from. */
public final class FileSubject implements Subject {
    private final GivenData real;
    private final Examples generated;
    private final Optional<Examples> heldOut;
    private final ArrayReading how;
    private final Supplier<Engines> engines;

    private FileSubject(
            GivenData real,
            Examples generated,
            Optional<Examples> heldOut,
            ArrayReading how,
            Supplier<Engines> engines) {
        this.how = how;
        this.real = real;
        this.generated = generated;
        this.heldOut = heldOut;
        this.engines = engines;
    }

    /**
     * The choices on the command line.
     *
     * @param real a file, a folder or a data set
     * @param settings the settings of that data set
     * @param heldOut a file, or a data set for its held-out part; null for the real side's own
     * @param fake a file, or a data set for its held-out part; if it is the same data set as {@code
     *     real}, half of the held-out part is used and the other half stays held out, so that no
     *     example is compared with itself
     * @param layout the layout of images in arrays
     * @param engines the engines, opened when a metric first builds a network
     * @param seed the seed that decides which examples belong to which half
     */
    public record Given(
            String real,
            List<String> settings,
            String heldOut,
            String fake,
            ArrayLayout layout,
            Supplier<Engines> engines,
            long seed) {
        public FileSubject open(PluginCatalog catalog, DataLocation location) {
            ArrayReading how = new ArrayReading(layout, origin());
            GivenData data = GivenData.open(real, settings, how, catalog, location);
            try {
                Examples other = heldOut == null ? null : examples(heldOut, data, how, catalog, location);
                boolean divided = other == null && fake.equals(real) && data.hasParts();
                if (divided) {
                    requireTwo(data);
                    Examples all = data.heldOut();
                    Subset half = Subset.of(all, (all.count() + 1) / 2, seed, "half");
                    return new FileSubject(
                            data, half.of(all), Optional.of(half.complement().of(all)), how, engines);
                }
                return new FileSubject(
                        data,
                        examples(fake, data, how, catalog, location),
                        Optional.ofNullable(other).map(this::inRandomOrder),
                        how,
                        engines);
            } catch (RuntimeException e) {
                data.close();
                throw e;
            }
        }

        /**
         * Shuffles held-out examples. Some metrics split them by index, and the order of a file may
         * have a meaning.
         */
        private Examples inRandomOrder(Examples examples) {
            return Selection.shuffled(examples, new RandomStreams(seed).named("held-out order"));
        }

        /**
         * The origin that is subtracted from every array; empty unless all examples come from
         * arrays.
         */
        private Optional<Origin> origin() {
            if (!GivenData.isArray(real)) {
                return Optional.empty();
            }
            List<String> others =
                    Stream.of(fake, heldOut).filter(Objects::nonNull).toList();
            Optional<Origin> origin = Origin.of(
                    Path.of(real),
                    others.stream().filter(GivenData::isArray).map(Path::of).toList(),
                    layout);
            others.stream()
                    .filter(other -> origin.isPresent() && !GivenData.isArray(other))
                    .findFirst()
                    .ifPresent(other -> {
                        throw new DataException(other + ": is no .npy file, so that nothing can be subtracted from it"
                                + " before rounding, as " + real + " needs it. Save its examples as one.");
                    });
            return origin;
        }

        private Examples examples(
                String given, GivenData data, ArrayReading how, PluginCatalog catalog, DataLocation location) {
            if (GivenData.isFile(given)) {
                return SampleFile.readLike(data.info(), Path.of(given), how);
            }
            List<String> own = given.equals(real) ? settings : List.of();
            try (GivenData set = GivenData.open(given, own, how, catalog, location)) {
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

    /**
     * A sentence for the record that names the origin subtracted from all examples before they were
     * rounded to floats.
     */
    public Optional<String> subtracted() {
        return how.origin().map(Origin::statement);
    }

    /** The examples that are judged. */
    public Examples generated() {
        return generated;
    }

    /**
     * Returns true if the real side is a data set, of which at most a given number of examples is
     * taken.
     */
    public boolean isDataset() {
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
        return heldOut.isPresent() || real.hasHeldOut();
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
