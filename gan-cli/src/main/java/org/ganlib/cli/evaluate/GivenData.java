package org.ganlib.cli.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ganlib.config.RecordReader;
import org.ganlib.evaluate.RealExamples;
import org.ganlib.evaluate.WholeSet;
import org.ganlib.plugin.PluginCatalog;
import org.ganlib.problem.DataException;
import org.ganlib.run.AbsentPart;
import org.ganlib.spi.DataLocation;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.DatasetSource;
import org.ganlib.spi.Examples;
import org.ganlib.spi.KnownDistribution;
import org.ganlib.spi.Split;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Real examples as the command line names them: a data set with its two parts, or an .npy file or a
 * folder of images without parts.
 */
public final class GivenData implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GivenData.class);

    private final DatasetInfo info;
    private final Optional<Parts> parts;
    private Examples training;
    private Examples heldOut;

    private record Parts(Dataset training, Dataset heldOut) {}

    private GivenData(DatasetInfo info, Optional<Parts> parts, Examples whole) {
        this.info = info;
        this.parts = parts;
        training = whole;
        heldOut = whole;
    }

    /** Tells whether this is the name of a file with an array. */
    public static boolean isArray(String given) {
        return isFile(given) && !Files.isDirectory(Path.of(given));
    }

    /** Returns true if examples so named lie in a file or a folder. */
    public static boolean isFile(String given) {
        return given.endsWith(".npy") || Files.exists(Path.of(given));
    }

    /**
     * Opens what the name stands for: an existing file or folder, otherwise a data set.
     *
     * @param settings {@code key=value} for the data set
     * @param how the way to read arrays in files
     */
    public static GivenData open(
            String given, List<String> settings, ArrayReading how, PluginCatalog catalog, DataLocation location) {
        if (isFile(given)) {
            Path path = Path.of(given);
            Examples examples = SampleFile.read(path, how);
            return new GivenData(SampleFile.describe(path, examples), Optional.empty(), examples);
        }
        DatasetSource source = new RecordReader(catalog).readPlugin(DatasetSource.class, given, settings);
        try {
            Parts parts = new Parts(source.open(location, Split.TRAINING), heldOut(source, location));
            parts.training.remarks().forEach(LOG::warn);
            return new GivenData(parts.training.info(), Optional.of(parts), null);
        } catch (IOException e) {
            throw new DataException("dataset: cannot be read: " + e.getMessage(), e);
        }
    }

    private static Dataset heldOut(DatasetSource source, DataLocation location) throws IOException {
        try {
            return source.open(location, Split.HELD_OUT);
        } catch (DataException e) {
            return AbsentPart.of(e);
        }
    }

    public DatasetInfo info() {
        return info;
    }

    /** The training part; a file's examples are all of them. */
    public Examples training() {
        if (training == null) {
            training = WholeSet.read(parts.orElseThrow().training());
        }
        return training;
    }

    /** The held-out part; a file's examples are all of them. */
    public Examples heldOut() {
        if (heldOut == null) {
            heldOut = WholeSet.read(parts.orElseThrow().heldOut());
        }
        return heldOut;
    }

    /** Examples of a part; a random subset where the part has more than {@code most}. */
    public Examples some(Split split, int most, long seed) {
        if (parts.isEmpty()) {
            return RealExamples.of(training, most, seed);
        }
        return split == Split.TRAINING
                ? RealExamples.of(parts.get().training(), this::training, most, seed)
                : RealExamples.of(parts.get().heldOut(), this::heldOut, most, seed);
    }

    public Optional<KnownDistribution> distribution() {
        return parts.flatMap(p -> p.training().distribution());
    }

    /** Tells whether there are held-out examples. */
    public boolean hasHeldOut() {
        return parts.isPresent() && !(parts.get().heldOut() instanceof AbsentPart);
    }

    /** Returns true if there are two parts. */
    public boolean hasParts() {
        return parts.isPresent();
    }

    @Override
    public void close() {
        parts.ifPresent(p -> {
            p.training().close();
            p.heldOut().close();
        });
    }
}
