package org.ganlib.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ganlib.cli.evaluate.SampleFile;
import org.ganlib.config.RecordReader;
import org.ganlib.plugin.PluginCatalog;
import org.ganlib.problem.DataException;
import org.ganlib.spi.DataLocation;
import org.ganlib.spi.Dataset;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.DatasetSource;
import org.ganlib.spi.Examples;
import org.ganlib.spi.KnownDistribution;
import org.ganlib.spi.Split;

/** The real side of a comparison: a data set by name, an .npy file, or a folder of images. */
final class RealExamples implements AutoCloseable {
    private final DatasetInfo info;
    private final Optional<Parts> parts;
    private final Examples whole;

    /** Both parts of a data set. */
    private record Parts(Dataset training, Dataset heldOut) {}

    private RealExamples(DatasetInfo info, Optional<Parts> parts, Examples whole) {
        this.info = info;
        this.parts = parts;
        this.whole = whole;
    }

    /**
     * Opens it: an existing file or folder, otherwise a data set.
     *
     * @param settings {@code key=value} for the data set
     */
    static RealExamples open(String given, List<String> settings, PluginCatalog catalog, DataLocation location) {
        Path path = Path.of(given);
        if (Files.exists(path) || given.endsWith(".npy")) {
            Examples examples = SampleFile.read(path);
            return new RealExamples(SampleFile.describe(path, examples), Optional.empty(), examples);
        }
        DatasetSource source = new RecordReader(catalog).readPlugin(DatasetSource.class, given, settings);
        try {
            Parts parts = new Parts(source.open(location, Split.TRAINING), source.open(location, Split.HELD_OUT));
            return new RealExamples(parts.training.info(), Optional.of(parts), null);
        } catch (IOException e) {
            throw new DataException("dataset: cannot be read: " + e.getMessage(), e);
        }
    }

    DatasetInfo info() {
        return info;
    }

    /** The training part; a file's examples are all of them. */
    Examples training() {
        return parts.map(p -> RunMetricContext.readAll(p.training())).orElse(whole);
    }

    /** The held-out part; a file's examples are all of them. */
    Examples heldOut() {
        return parts.map(p -> RunMetricContext.readAll(p.heldOut())).orElse(whole);
    }

    Optional<KnownDistribution> distribution() {
        return parts.flatMap(p -> p.training().distribution());
    }

    /** Whether there are two parts. */
    boolean isDataset() {
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
