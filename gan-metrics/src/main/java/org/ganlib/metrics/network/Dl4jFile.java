package org.ganlib.metrics.network;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.ganlib.file.RegularFile;
import org.ganlib.plugin.DataPath;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.problem.DataException;
import org.ganlib.spi.DatasetInfo;
import org.ganlib.spi.FeatureExtractor;
import org.ganlib.spi.FeatureMap;
import org.ganlib.spi.MetricContext;

/**
 * A network in a file that Deeplearning4j's ModelSerializer wrote, a MultiLayerNetwork or a
 * ComputationGraph with one input. Features are the activations of the named layer, by default the
 * input of the last layer. If the network's outputs are probabilities, it is a classifier.
 *
 * @param file the file
 * @param layer the layer whose activations are the features; empty for the one before the last
 */
@PluginName(value = "dl4j", summary = "A layer of a network in a Deeplearning4j model file.")
public record Dl4jFile(
        @DataPath(value = DataPath.Kind.FILE, inDataDirectories = false) @Setting("the model file")
        String file,

        @Setting("the layer whose activations are the features; empty for the one before the last")
        String layer)
        implements FeatureExtractor {
    /** No file. */
    public Dl4jFile() {
        this("", "");
    }

    @Override
    public Optional<String> inapplicable(DatasetInfo data) {
        return file.isEmpty()
                ? Optional.of(
                        "dl4j needs a model file: write --extractor dl4j:FILE, or extractor: {name: dl4j, file: FILE}")
                : Optional.empty();
    }

    @Override
    public FeatureMap open(MetricContext context) {
        inapplicable(context.data()).ifPresent(reason -> {
            throw new DataException(reason);
        });
        Path path = Path.of(file);
        if (!Files.exists(RegularFile.require(path))) {
            throw new DataException(
                    file + ": does not exist. Give a file that Deeplearning4j's ModelSerializer wrote.");
        }
        return Dl4jMap.load(path, layer);
    }
}
