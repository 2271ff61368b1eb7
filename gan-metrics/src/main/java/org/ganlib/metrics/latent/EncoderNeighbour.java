package org.ganlib.metrics.latent;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.ganlib.metrics.feature.FeatureSets;
import org.ganlib.plugin.Facts;
import org.ganlib.plugin.PluginName;
import org.ganlib.plugin.Setting;
import org.ganlib.problem.GanException;
import org.ganlib.spi.Encoder;
import org.ganlib.spi.Examples;
import org.ganlib.spi.Metric;
import org.ganlib.spi.MetricContext;
import org.ganlib.spi.MetricInfo;
import org.ganlib.spi.MetricResult;

/**
 * The part of the classes that an encoder has learnt without labels: the share of held-out examples
 * whose nearest training example, in the space of one of the encoder's layers, has their class. In
 * [0, 1].
 *
 * <p>Details: {@code accuracy/features}, the value; {@code accuracy/latent}, the same in E(x);
 * {@code accuracy/pixels}, the same on the examples themselves, which needs no encoder. Distances
 * are Euclidean; of several nearest examples the first counts.
 *
 * @param layer the encoder's layer whose numbers are compared; empty for the one that its last
 *     layer reads
 */
@PluginName(
        value = "encoder-neighbour",
        summary = "Accuracy of one-nearest-neighbour classification in an encoder's feature spaces.",
        paper = "Donahue, Krähenbühl, Darrell, Adversarial Feature Learning, 2017, section 4.2")
@Facts("share of held-out x with the class of their nearest training example, Euclidean, k = 1")
public record EncoderNeighbour(
        @Setting("the encoder's layer whose numbers are compared; empty for the one its last layer reads")
        String layer) implements Metric {
    private static final String ID = "encoder-neighbour";

    /** In the layer that the last one reads. */
    public EncoderNeighbour() {
        this("");
    }

    @Override
    public MetricInfo info() {
        return new MetricInfo(
                "1",
                MetricInfo.Direction.HIGHER,
                1,
                "rises with the number of training examples: compare only at the same ones",
                "1-NN, Euclidean, training examples as reference, held-out examples as queries, encoder in evaluation mode, layer "
                        + (layer.isEmpty() ? "before the last" : layer));
    }

    @Override
    public Optional<String> inapplicable(MetricContext context) {
        if (context.data().classNames().isEmpty()) {
            return Optional.of("needs classes, and dataset " + context.data().name() + " has none.");
        }
        return Encoders.missing(context);
    }

    /**
     * @throws GanException if there is no encoder, no class or no layer of that name, or an
     *     encoding is NaN
     */
    @Override
    public MetricResult evaluate(MetricContext context) {
        inapplicable(context).ifPresent(reason -> {
            throw new GanException(ID + ": " + reason);
        });
        Encoder encoder = Encoders.of(context, ID);
        Examples reference = present(context.reference(), "training");
        Examples queries = present(context.heldOut(), "held-out");
        String compared = layer.isEmpty() ? encoder.penultimate() : layer;
        double features = accuracy(
                "features of held-out",
                encoder.features(queries, compared),
                "features of training",
                encoder.features(reference, compared));
        double latent =
                accuracy("codes of held-out", encoder.encode(queries), "codes of training", encoder.encode(reference));
        Map<String, Double> details = new LinkedHashMap<>();
        details.put("accuracy/features", features);
        details.put("accuracy/latent", latent);
        details.put("accuracy/pixels", accuracy("held-out", queries, "training", reference));
        Map<String, String> provenance = new LinkedHashMap<>();
        provenance.put("layer", compared);
        provenance.put(
                "reference", context.data().name() + ", " + context.data().fingerprint());
        provenance.put("reference examples", String.valueOf(reference.count()));
        provenance.put("held-out examples", String.valueOf(queries.count()));
        return new MetricResult(features, queries.count(), details, provenance);
    }

    private static double accuracy(String queryName, Examples queries, String referenceName, Examples reference) {
        FeatureSets.requireFinite(ID, queryName, queries, "The encoder has diverged, or the data is damaged.");
        FeatureSets.requireFinite(ID, referenceName, reference, "The encoder has diverged, or the data is damaged.");
        return NearestClass.accuracy(queries, reference);
    }

    private static Examples present(Examples examples, String which) {
        if (examples.count() == 0) {
            throw new GanException(ID + ": there are no " + which + " examples to compare.");
        }
        return examples;
    }
}
