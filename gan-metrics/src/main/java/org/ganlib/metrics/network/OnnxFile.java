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
 * A network in an ONNX file with one float input, [N, channels, height, width] or [N, features]; N
 * may be fixed to 1. Features are the output that is named, by default the first. Where its rows
 * are probabilities the network is a classifier.
 *
 * @param file the file
 * @param output the output whose values are the features; empty for the first
 */
@PluginName(value = "onnx", summary = "An output of a network in an ONNX model file.")
public record OnnxFile(
        @DataPath(value = DataPath.Kind.FILE, inDataDirectories = false) @Setting("the model file")
        String file,

        @Setting("the output whose values are the features; empty for the first")
        String output)
        implements FeatureExtractor {
    /** No file. */
    public OnnxFile() {
        this("", "");
    }

    @Override
    public Optional<String> inapplicable(DatasetInfo data) {
        return file.isEmpty()
                ? Optional.of(
                        "onnx needs a model file: write --extractor onnx:FILE, or extractor: {name: onnx, file: FILE}")
                : Optional.empty();
    }

    @Override
    public FeatureMap open(MetricContext context) {
        inapplicable(context.data()).ifPresent(reason -> {
            throw new DataException(reason);
        });
        Path path = Path.of(file);
        if (!Files.exists(RegularFile.require(path))) {
            throw new DataException(file + ": does not exist. Give an ONNX model file.");
        }
        return OnnxMap.load(path, output);
    }
}
